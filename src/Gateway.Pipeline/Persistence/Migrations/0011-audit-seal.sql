-- Entries carry a proof that the gateway wrote them (key id, keyed hash of the leaf); seals chain them in the order (xid, entry_no).
alter table audit_entry add column proof bytea not null default '\x';
alter table audit_entry drop constraint audit_entry_pk, add constraint audit_entry_pk primary key (xid, entry_no);
drop index audit_entry_xid_ix;
revoke update, delete, truncate on audit_entry from public, current_user;

create table audit_seal (
  seal_no bigint not null,
  to_xid xid8 not null,
  to_entry_no bigint not null,
  entries bigint not null,
  sealed_at timestamptz not null,
  root bytea not null,
  key_id integer not null,
  mac bytea not null,
  members bytea not null,
  constraint audit_seal_pk primary key (seal_no)
);
alter table audit_seal alter column members set storage external;
comment on column audit_seal.root is 'SHA-256 over the root before, the number and all (xid, entry_no, leaf hash)';
comment on column audit_seal.members is '(xid, entry_no, entry_id) of every entry: by it a missing or added one is named';
create trigger audit_seal_final before update or delete or truncate on audit_seal
  for each statement execute function audit_entry_is_final();
revoke update, delete, truncate on audit_seal from public, current_user;
