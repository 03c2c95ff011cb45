-- 跨部门综合监管事项清单: every version of every area's list, with what changed and why. Versions are never changed or removed.

create table checklist (
  area text not null,
  version int not null,
  level text not null,
  compiled_for date not null,             -- the day on which its matters had to be in force
  compiled_at timestamptz not null,
  rules_version text not null,
  digest bytea not null,                  -- SHA-256 of the canonical bytes: the same bytes make no new version
  items int not null,
  disputes int not null,
  constraint checklist_pk primary key (area, version),
  constraint checklist_version_ck check (version > 0),
  constraint checklist_level_ck check (level in ('市', '县'))
);

create table checklist_item (
  area text not null,
  version int not null,
  item_id text not null,
  place int not null,                     -- 序号
  field text not null,
  lead_code text,                         -- null: the lead is 待定; empty: the catalogue names no USCC
  lead_name text,
  joining jsonb not null,
  matter text not null,
  matter_codes text[] not null,
  basis text not null,
  object text not null,
  item_class text not null,
  method text not null,
  level text not null,
  members jsonb not null,                 -- the matters behind it: what the next diff explains itself with
  constraint checklist_item_pk primary key (area, version, item_id),
  constraint checklist_item_place_ux unique (area, version, place),
  constraint checklist_item_class_ck check (item_class in ('重点', '一般'))
);
create index checklist_item_history_ix on checklist_item (area, item_id, version desc);

create table checklist_dispute (
  area text not null,
  version int not null,
  dispute_id text not null,
  place int not null,
  matter text not null,
  object text not null,
  departments jsonb not null,
  matter_codes text[] not null,
  claims jsonb not null,
  constraint checklist_dispute_pk primary key (area, version, dispute_id)
);

create table checklist_change (
  area text not null,
  version int not null,
  item_id text not null,
  kind text not null,
  matter text not null,
  fields text[] not null,
  why text not null,                      -- Chinese
  constraint checklist_change_pk primary key (area, version, item_id),
  constraint checklist_change_kind_ck check (kind in ('added', 'removed', 'changed'))
);

create function checklist_is_final() returns trigger language plpgsql as $$
begin
  raise exception 'versions of a checklist are never changed or removed';
end $$;

create trigger checklist_final before update or delete or truncate on checklist
  for each statement execute function checklist_is_final();
create trigger checklist_item_final before update or delete or truncate on checklist_item
  for each statement execute function checklist_is_final();
create trigger checklist_dispute_final before update or delete or truncate on checklist_dispute
  for each statement execute function checklist_is_final();
create trigger checklist_change_final before update or delete or truncate on checklist_change
  for each statement execute function checklist_is_final();
