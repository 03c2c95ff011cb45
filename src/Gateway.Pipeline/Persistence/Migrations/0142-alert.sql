-- What operators are told of: one alert a kind, target and area while it lasts, and the notices that go out about it.
create table alert (
  alert_id bigint generated always as identity,
  kind text not null,
  target text not null,
  area text not null,
  subjects bigint not null,               -- how many are concerned, when last seen
  words text not null,                    -- Chinese, no personal data
  seen_at timestamptz not null,
  raised_at timestamptz,                  -- null: it may be over in a moment
  noticed_at timestamptz,                 -- the last notice
  missing_since timestamptz,              -- not seen any more since; it ends when it stays away
  ended_at timestamptz,
  constraint alert_pk primary key (alert_id)
);
create unique index alert_open_ux on alert (kind, target, area) where ended_at is null;

create table alert_notice (
  notice_id bigint generated always as identity,
  alert_id bigint not null,
  step text not null,
  body text not null,                     -- JSON as it goes out
  due_at timestamptz not null,
  attempts int not null default 0,
  ended_at timestamptz,
  failure text,
  constraint alert_notice_pk primary key (notice_id),
  constraint alert_notice_alert_fk foreign key (alert_id) references alert,
  constraint alert_notice_step_ck check (step in ('raised', 'reminder', 'resolved'))
);
create index alert_notice_open_ix on alert_notice (due_at) where ended_at is null;
