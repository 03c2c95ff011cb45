-- Corrected results proposed at the desk: one person proposes, another decides. The corrected body is sealed; the diff is masked.
create table desk_correction (
  correction_id bigint generated always as identity,
  area text not null,
  result_id text not null,
  base_version int not null,
  state text not null default 'proposed',
  reason text not null,
  body_sealed bytea not null,             -- canonical bytes of the version after base_version, encrypted
  diff jsonb not null,                    -- field, before, after; masked
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  decision text,                          -- the second person's words
  outcome text,                           -- what the intake said, Chinese
  constraint desk_correction_pk primary key (correction_id),
  constraint desk_correction_state_ck check (state in ('proposed', 'declined', 'approved', 'stored', 'refused')),
  constraint desk_correction_second_ck check (decided_by <> proposed_by),
  constraint desk_correction_decided_ck check (state = 'proposed' or decided_by is not null)
);
create unique index desk_correction_open_ux on desk_correction (area, result_id) where state in ('proposed', 'approved');
