-- One breaker for each platform, and for each of its lanes (a target of an area), shared by all processes. Rows come with the first batch.
create table platform_gate (
  platform text not null,                 -- profile and address
  lane text not null,                     -- empty: the platform as a whole; else target and area
  state text not null default 'closed',   -- closed: batches go through; open: one probe at a time; ramping: more with every answer
  failures int not null default 0,        -- in a row, while closed
  probes int not null default 0,          -- that failed since it opened
  room int not null default 0,            -- while ramping: batches under way at once
  since timestamptz not null,
  resumes_at timestamptz,                 -- while open: no probe before this
  quiet_until timestamptz,                -- the platform asked to be left alone
  flights bigint[] not null default '{}', -- batches under way; one counts as long as somebody holds it
  last_code text,
  last_message text,                      -- masked
  constraint platform_gate_pk primary key (platform, lane),
  constraint platform_gate_state_ck check (state in ('closed', 'open', 'ramping'))
) with (fillfactor = 30, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
