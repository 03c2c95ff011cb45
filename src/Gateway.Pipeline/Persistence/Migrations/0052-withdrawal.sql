-- A version may be placed at a target more than once: taken back and shown again without a new version. The occasion tells these apart.
alter table delivery add column occasion int not null default 0;
drop index delivery_document_ux;
create unique index delivery_document_ux on delivery (area, kind, doc_id, target, version, operation, occasion);

-- What a withdrawal rests on; it goes to the platforms that ask for it, beside the reason.
alter table delivery add column basis text;

-- Results taken back by their county: final for the version that was the highest, until a higher one comes.
create table withdrawal (
  area text not null,
  result_id text not null,
  version int not null,
  reason text not null,
  basis text not null,
  stored_at timestamptz not null,
  constraint withdrawal_pk primary key (area, result_id, version)
);
