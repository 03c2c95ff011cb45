-- The audit log only grows. Entries are chained by a sealer below the oldest running transaction, in the order (xid, entry_no).
create table audit_entry (
  entry_no bigint generated always as identity,
  entry_id uuid not null,
  at timestamptz not null,
  kind text not null,
  area text,
  subject text not null,
  detail text not null,
  leaf_hash bytea not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint audit_entry_pk primary key (entry_no)
);
create index audit_entry_xid_ix on audit_entry (xid, entry_no);
create index audit_entry_subject_ix on audit_entry (subject);

create function audit_entry_is_final() returns trigger language plpgsql as $$
begin
  raise exception 'audit entries are never changed or removed';
end $$;

create trigger audit_entry_final before update or delete or truncate on audit_entry
  for each statement execute function audit_entry_is_final();
