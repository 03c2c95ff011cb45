-- Runs, landed bytes and the records in force of every pulled feed. Everything carries its area, so that a province can partition by it.

create table feed_state (
  area text not null,
  feed text not null,
  cursor_changed_at timestamp,            -- Asia/Shanghai, as the platform writes it
  cursor_change_id text,
  cursor_opaque text,
  last_full_at timestamptz,
  released_run bigint,                    -- a held run that an operator let through: its deletions are believed once
  drift jsonb not null default '{}',      -- fields whose drift has been reported
  constraint feed_state_pk primary key (area, feed)
);

create table run (
  run_id bigint generated always as identity,
  area text not null,
  feed text not null,
  mode text not null,
  outcome text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  fetched bigint not null default 0,
  new bigint not null default 0,
  changed bigint not null default 0,
  unchanged bigint not null default 0,
  deleted_by_row bigint not null default 0,
  deleted_by_absence bigint not null default 0,
  quarantined bigint not null default 0,
  repeated bigint not null default 0,
  before bigint not null default 0,
  after bigint not null default 0,
  balanced boolean not null default false,
  lease_token bigint not null,
  adapters_version text not null,
  rules_version text not null,
  pages int not null default 0,
  total bigint,                           -- rows the platform announced: progress
  message text,                           -- Chinese: why held or failed, what to do
  constraint run_pk primary key (run_id),
  constraint run_mode_ck check (mode in ('full', 'incremental', 'replay')),
  constraint run_outcome_ck check (outcome in ('running', 'completed', 'held', 'failed', 'abandoned'))
);
create index run_feed_ix on run (area, feed, run_id desc);
create unique index run_running_ux on run (area, feed) where outcome = 'running';

create table landed_page (
  area text not null,
  feed text not null,
  run_id bigint not null,
  page int not null,
  landed_at timestamptz not null,
  sha256 bytea not null,                  -- of the bytes as received
  length int not null,
  body bytea not null,                    -- compressed, encrypted
  constraint landed_page_pk primary key (run_id, page)
);
alter table landed_page alter column body set storage external;
create index landed_page_feed_ix on landed_page (area, feed, run_id);

create table matter (
  area text not null,
  identity text not null,
  item_code text not null,
  item_name text not null,
  subitem_name text,
  name_key text not null,                 -- folded for matching
  dept_name text,
  dept_code text,
  dept_kind text,
  object text,
  object_key text,
  mode text,
  basis text,
  levels text[] not null,
  item_type text,
  item_class text,
  industry_code text,
  industry_division text,
  area_received text,
  area_code text,
  task_version text,
  state text,
  effective_on date,
  cancelled_on date,
  implement_code text,
  changed_at timestamp,
  change_id text,
  source text,
  batch text,
  content_hash uuid not null,
  run_id bigint not null,
  constraint matter_pk primary key (area, identity)
);
create index matter_code_ix on matter (area, item_code, dept_code);

create table subject (
  area text not null,
  identity text not null,
  kind text not null,
  name text not null,
  name_key text not null,
  credential_type text,
  uscc text,                              -- only where the credential is a USCC
  credential_other text,                  -- credential type 099
  credential_hash bytea,                  -- keyed look-up hash of a natural person's number
  credential_sealed bytea,                -- the number itself, encrypted
  reg_no text,
  legal_person_sealed bytea,
  address_registered text,
  address_operating text,
  area_received text,
  area_code text not null,
  area_by text not null,
  industry_code text,
  industry_division text,
  company_type text,
  capital_received text,
  capital_amount numeric(20, 4),
  capital_currency text,
  established_on date,
  status text,
  tags text[] not null,
  phone_sealed bytea,
  changed_at timestamp,
  change_id text,
  source text,
  batch text,
  content_hash uuid not null,
  run_id bigint not null,
  constraint subject_pk primary key (area, identity),
  constraint subject_area_by_ck check (area_by in ('exact', 'alias', 'address'))
);
create index subject_uscc_ix on subject (area, uscc) where uscc is not null;

create table inspector (
  area text not null,
  identity text not null,
  name_sealed bytea not null,
  kind text not null,
  dept_name text,
  dept_code text,
  law_no_hash bytea,
  law_no_sealed bytea,
  id_hash bytea,
  id_sealed bytea,
  qualification text,
  specialty text,
  area_received text,
  area_code text,
  state text,
  changed_at timestamp,
  change_id text,
  source text,
  batch text,
  content_hash uuid not null,
  run_id bigint not null,
  constraint inspector_pk primary key (area, identity)
);
create index inspector_law_no_ix on inspector (area, law_no_hash);

create table expert (like inspector including defaults);
alter table expert add constraint expert_pk primary key (area, identity);
create index expert_law_no_ix on expert (area, law_no_hash);

create table credit_grade (
  area text not null,
  identity text not null,
  uscc text not null,
  grade text not null,
  graded_on date,
  basis text,
  changed_at timestamp,
  change_id text,
  source text,
  batch text,
  content_hash uuid not null,
  run_id bigint not null,
  constraint credit_grade_pk primary key (area, identity)
);
create index credit_grade_uscc_ix on credit_grade (area, uscc);

create table plan (
  area text not null,
  identity text not null,
  plan_code text,
  plan_name text not null,
  lead_dept_code text,
  lead_dept_name text,
  join_depts text,                        -- JSON as received
  matter_codes text,                      -- JSON as received
  subject_scope text,
  quantity_received text,
  quantity_min numeric,
  quantity_max numeric,
  ratio_min numeric,
  ratio_max numeric,
  frequency numeric,
  starts_on date,
  ends_on date,
  plan_year text,
  state text,
  changed_at timestamp,
  change_id text,
  source text,
  batch text,
  content_hash uuid not null,
  run_id bigint not null,
  constraint plan_pk primary key (area, identity)
);

create table task (
  area text not null,
  identity text not null,
  task_code text not null,
  task_name text not null,
  lead_dept text,                         -- JSON as received
  join_depts text,
  matter_codes text,
  subject_codes text,
  starts_on date,
  ends_on date,
  check_way text,
  changed_at timestamp,
  change_id text,
  source text,
  batch text,
  content_hash uuid not null,
  run_id bigint not null,
  constraint task_pk primary key (area, identity)
);

-- What could not be used. One open row a record (identity) or, for a repeated identity, a row (its content).
create table quarantine (
  quarantine_id bigint generated always as identity,
  area text not null,
  feed text not null,
  row_key text not null,
  identity text not null,
  reason text not null,
  field text not null,
  value_masked text,
  message text not null,
  raw_sealed bytea not null,              -- the row as received, encrypted
  first_run bigint not null,
  last_run bigint not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_because text,
  constraint quarantine_pk primary key (quarantine_id)
);
create unique index quarantine_open_ux on quarantine (area, feed, row_key) where closed_at is null;
create index quarantine_reason_ix on quarantine (area, feed, reason) where closed_at is null;

-- 数据质量问题: 标准不同, 信息缺失, 延迟缓慢. One row a kind of problem, with counts.
create table quality_issue (
  area text not null,
  feed text not null,
  issue_class text not null,
  problem text not null,
  field text not null,
  dept_code text not null default '',
  message text not null,
  sample_masked text,
  occurrences bigint not null,            -- in the newest run that met it
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  last_run bigint,
  constraint quality_issue_pk primary key (area, feed, issue_class, problem, field, dept_code),
  constraint quality_issue_class_ck check (issue_class in ('标准不同', '信息缺失', '延迟缓慢'))
);
