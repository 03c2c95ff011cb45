-- Two more feeds. Their records are happenings: none ends because a later read does not show it.

create table behaviour (
  area text not null,
  identity text not null,
  table_no text not null,                 -- 1 检查 2 强制 3 其他 4 处罚
  item_code text,
  implement_code text,
  action_name text not null,
  action_code text,
  organ_name text,
  organ_code text,
  entrust_name text,
  entrust_code text,
  object_sealed bytea,
  party_name_sealed bytea,
  party_nature text,
  credential_type text,
  uscc text,                              -- only where the credential is a USCC
  credential_hash bytea,                  -- keyed look-up hash of the number, whatever its type
  credential_sealed bytea,
  address_registered_sealed bytea,
  address_operating_sealed bytea,
  area_received text,
  form text,
  check_type text,
  check_mode text,
  result text,
  acted_on date,
  personnel_sealed bytea,
  personnel_codes_sealed bytea,
  submitted_at timestamp,                 -- Asia/Shanghai
  submitted_by_sealed bytea,
  plan_code text,
  company_type text,
  basis text,
  changed_at timestamp,
  change_id text,
  source text,
  batch text,
  content_hash uuid not null,
  run_id bigint not null,
  constraint behaviour_pk primary key (area, identity),
  constraint behaviour_table_ck check (table_no in ('1', '2', '3', '4'))
);
create index behaviour_uscc_ix on behaviour (area, uscc) where uscc is not null;
create index behaviour_submitted_ix on behaviour (area, submitted_at);

create table lead (
  area text not null,
  identity text not null,
  lead_no text not null,
  channel text,
  subject_name_sealed bytea,
  subject_uscc text,                      -- only where the code is a USCC
  subject_hash bytea,                     -- keyed look-up hash of the code, whatever it is
  subject_code_sealed bytea,
  content_sealed bytea not null,
  area_received text,
  received_at timestamp,                  -- Asia/Shanghai
  deadline date,
  changed_at timestamp,
  change_id text,
  source text,
  batch text,
  content_hash uuid not null,
  run_id bigint not null,
  constraint lead_pk primary key (area, identity)
);
create index lead_no_ix on lead (area, lead_no);
create index lead_deadline_ix on lead (area, deadline);
