-- Changes of the adapters' configuration while processes run: what was taken, what was refused and why. Secrets only as replaced or not.
create table adapter_change (
  change_id bigint generated always as identity,
  at timestamptz not null,
  process text not null,                  -- the first that noticed
  outcome text not null,
  mark bytea not null,                    -- keyed digest of the files: the same for every process that reads the same
  from_version text not null,
  to_version text,                        -- null: refused
  differences jsonb not null,
  problems jsonb not null,
  constraint adapter_change_pk primary key (change_id),
  constraint adapter_change_outcome_ck check (outcome in ('taken', 'refused'))
);

-- Which configuration each process works with.
create table adapter_reader (
  process text not null,
  version text not null,
  since timestamptz not null,
  problems jsonb not null,                -- why it does not take what its files hold now
  seen_at timestamptz not null,
  constraint adapter_reader_pk primary key (process)
);

-- Under which configuration an attempt was made; null where an older version wrote it.
alter table delivery_attempt add column adapters_version text;
