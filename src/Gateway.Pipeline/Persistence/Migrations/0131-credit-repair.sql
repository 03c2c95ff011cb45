-- Credit repairs (信用修复) as handed in, and what each of them repairs. A record that is not known yet is repaired when it comes in.

create table credit_repair (
  area text not null,
  repair_id text not null,
  content_hash bytea not null,            -- SHA-256 of the canonical bytes
  body bytea not null,                    -- canonical bytes, encrypted: the party may be a natural person
  decision_no text not null,
  decided_on date not null,
  stored_at timestamptz not null,
  constraint credit_repair_pk primary key (area, repair_id)
);

create table credit_repair_record (
  area text not null,
  repair_id text not null,
  place int not null,                     -- in the decision, from 1
  kind text not null,
  doc_id text,                            -- named by its id, or
  party_hash bytea,                       -- by its party (keyed hash)
  document_no text,                       -- and its document's number
  decided_on date not null,
  reason text not null,                   -- as the platforms are told
  basis text not null,
  erase boolean not null,
  found text[] not null,                  -- the ids that it named when it was stored
  outcome text not null,
  constraint credit_repair_record_pk primary key (area, repair_id, place),
  constraint credit_repair_record_name_ck check ((doc_id is null) = (party_hash is not null and document_no is not null)),
  constraint credit_repair_record_outcome_ck check (outcome in ('withdrawn', 'already_withdrawn', 'unknown'))
);
create index credit_repair_record_id_ix on credit_repair_record (area, kind, doc_id) where doc_id is not null;
create index credit_repair_record_document_ix on credit_repair_record (area, kind, document_no, party_hash) where document_no is not null;
