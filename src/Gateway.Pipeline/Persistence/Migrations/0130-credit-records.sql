-- Penalties and licences (双公示) as handed in: every version stays. Bodies hold personal data and are encrypted; what look-ups need is
-- beside them, natural persons by keyed hash.

alter table delivery drop constraint delivery_kind_ck;
alter table delivery add constraint delivery_kind_ck check (kind in ('result', 'checklist', 'penalty', 'licence'));

create table penalty (
  area text not null,
  penalty_id text not null,
  version int not null,                   -- the highest
  publication_end date,                   -- of that version: the last day on which it is public
  ended_at timestamptz,                   -- its publication was ended, or never begun
  first_stored_at timestamptz not null,
  last_stored_at timestamptz not null,
  constraint penalty_pk primary key (area, penalty_id),
  constraint penalty_version_ck check (version >= 1)
);
create index penalty_end_ix on penalty (publication_end) where publication_end is not null and ended_at is null;

create table penalty_version (
  area text not null,
  penalty_id text not null,
  version int not null,
  content_hash bytea not null,            -- SHA-256 of the canonical bytes
  body bytea not null,                    -- canonical bytes, encrypted
  party_hash bytea not null,              -- keyed hash of the party's USCC or certificate number
  document_no text not null,
  organ_code text not null,
  decided_on date not null,
  severity text,
  publication_end date,
  stored_at timestamptz not null,
  source text not null,
  constraint penalty_version_pk primary key (area, penalty_id, version)
);
alter table penalty_version alter column body set storage external;
create index penalty_version_party_ix on penalty_version (area, party_hash, document_no);

create table penalty_withdrawal (
  area text not null,
  penalty_id text not null,
  version int not null,
  reason text not null,
  basis text not null,
  stored_at timestamptz not null,
  cause text not null default 'county',
  erase boolean not null default false,   -- 删除 rather than 撤销
  constraint penalty_withdrawal_pk primary key (area, penalty_id, version),
  constraint penalty_withdrawal_cause_ck check (cause in ('county', 'repair', 'publication_end'))
);

create table licence (
  area text not null,
  licence_id text not null,
  version int not null,
  publication_end date,
  ended_at timestamptz,
  first_stored_at timestamptz not null,
  last_stored_at timestamptz not null,
  constraint licence_pk primary key (area, licence_id),
  constraint licence_version_ck check (version >= 1)
);
create index licence_end_ix on licence (publication_end) where publication_end is not null and ended_at is null;

create table licence_version (
  area text not null,
  licence_id text not null,
  version int not null,
  content_hash bytea not null,
  body bytea not null,
  party_hash bytea not null,
  document_no text not null,
  organ_code text not null,
  decided_on date not null,
  severity text,                          -- penalties only
  publication_end date,
  stored_at timestamptz not null,
  source text not null,
  constraint licence_version_pk primary key (area, licence_id, version)
);
alter table licence_version alter column body set storage external;
create index licence_version_party_ix on licence_version (area, party_hash, document_no);

create table licence_withdrawal (
  area text not null,
  licence_id text not null,
  version int not null,
  reason text not null,
  basis text not null,
  stored_at timestamptz not null,
  cause text not null default 'county',
  erase boolean not null default false,
  constraint licence_withdrawal_pk primary key (area, licence_id, version),
  constraint licence_withdrawal_cause_ck check (cause in ('county', 'repair', 'publication_end'))
);

-- A result may be taken back by a credit repair, too.
alter table withdrawal add column cause text not null default 'county';
alter table withdrawal add column erase boolean not null default false;
