-- How often a platform was called in the minute and the day that run, by all processes together; kept where a quota is configured.
alter table platform_gate
  add column minute_at timestamptz,
  add column minute_used int not null default 0,
  add column day_at date,                 -- Asia/Shanghai
  add column day_used int not null default 0;
