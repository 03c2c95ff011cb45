-- What the counties hand in about leads: leads of their own, and the steps of handling. A step is a version of its lead's handling and is never
-- taken back. Texts may name persons and are encrypted.

alter table delivery drop constraint delivery_kind_ck;
alter table delivery add constraint delivery_kind_ck check (kind in ('result', 'checklist', 'penalty', 'licence', 'handling'));

create table own_lead (
  area text not null,
  lead_no text not null,
  content_hash bytea not null,            -- SHA-256 of the canonical bytes
  body bytea not null,                    -- canonical bytes, encrypted
  received_at timestamptz not null,
  deadline date,
  stored_at timestamptz not null,
  constraint own_lead_pk primary key (area, lead_no)
);

create table handling (
  area text not null,
  handling_id text not null,              -- the lead's number
  version int not null,                   -- steps so far
  first_stored_at timestamptz not null,
  last_stored_at timestamptz not null,
  constraint handling_pk primary key (area, handling_id)
);

create table handling_version (
  area text not null,
  handling_id text not null,
  version int not null,                   -- place of the step, from 1
  content_hash bytea not null,
  body bytea not null,                    -- canonical bytes, encrypted
  state text not null,
  stored_at timestamptz not null,
  constraint handling_version_pk primary key (area, handling_id, version)
);

create or replace view document_newest as
  select 'result' as kind, area, result_id as doc_id, version from result
  union all select 'penalty', area, penalty_id, version from penalty
  union all select 'licence', area, licence_id, version from licence
  union all select 'handling', area, handling_id, version from handling;
