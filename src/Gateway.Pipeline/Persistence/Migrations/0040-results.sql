-- Inspection results as handed in: every version stays. Bodies hold personal data and are encrypted; what routing and search need is beside them.

create table result (
  area text not null,
  result_id text not null,
  version int not null,                   -- the highest
  first_stored_at timestamptz not null,
  last_stored_at timestamptz not null,
  constraint result_pk primary key (area, result_id),
  constraint result_version_ck check (version >= 1)
);

create table result_version (
  area text not null,
  result_id text not null,
  version int not null,
  content_hash bytea not null,            -- SHA-256 of the canonical bytes
  body bytea not null,                    -- canonical bytes, encrypted
  subject_kind text not null,
  subject_uscc text,                      -- null for natural persons and whoever has none
  lead_dept_code text not null,
  checked_on date not null,
  entered_at timestamptz not null,
  exempt_ground text,
  stored_at timestamptz not null,
  source text not null,                   -- rest, bus
  constraint result_version_pk primary key (area, result_id, version)
);
alter table result_version alter column body set storage external;

-- 不予公示审批 that came apart from the result. 国家秘密 and 国家安全 are stored nowhere.
create table exemption (
  exemption_id bigint generated always as identity,
  area text not null,
  result_id text not null,
  ground text not null,
  approval_no text not null,
  approved_by text not null,
  approved_on date not null,
  entered_by text not null,
  expires_on date,                        -- the last day on which it is in force
  revoked_at timestamptz,
  stored_at timestamptz not null,
  constraint exemption_pk primary key (exemption_id),
  constraint exemption_ground_ck check (ground in ('社会公共利益', '商业秘密', '个人隐私')),
  constraint exemption_approver_ck check (approved_by <> entered_by)
);
create index exemption_result_ix on exemption (area, result_id);
