-- One comparison of a platform's ledger with our books, and what differed. Both are kept: they prove a month.

create table reconcile_run (
  run_id bigint generated always as identity,
  target text not null,
  area text not null,
  day_from date not null,
  day_to date not null,
  origin text not null,                   -- manual, nightly, month
  repair boolean not null,
  accept_many boolean not null default false,
  state text not null default 'running',
  started_at timestamptz not null,
  read_at timestamptz,                    -- when reading the ledger began: what changed since is not compared
  ended_at timestamptz,
  message text,                           -- Chinese
  theirs bigint not null default 0,       -- entries of the ledger that are the area's
  others bigint not null default 0,       -- entries that are not
  ours bigint not null default 0,         -- rows that should be in force there, compared
  matched bigint not null default 0,
  moved bigint not null default 0,        -- changed while comparing: left for the next run
  unhashed bigint not null default 0,     -- compared by state alone
  missing_there bigint not null default 0,
  unknown_here bigint not null default 0,
  other_content bigint not null default 0,
  should_be_withdrawn bigint not null default 0,
  should_be_published bigint not null default 0,
  ours_sha256 bytea,                      -- over identity and digest of what should be in force, in order of identities
  theirs_sha256 bytea,                    -- and of what is
  constraint reconcile_run_pk primary key (run_id),
  constraint reconcile_run_days_ck check (day_from <= day_to),
  constraint reconcile_run_state_ck check (state in ('running', 'repairing', 'completed', 'held', 'failed', 'abandoned'))
);
create index reconcile_run_target_ix on reconcile_run (target, area, run_id);
create index reconcile_run_open_ix on reconcile_run (target, area) where state in ('running', 'repairing');

create table reconcile_finding (
  run_id bigint not null,
  place bigint not null,
  kind text not null,
  wire_id text not null,
  doc_kind text,                          -- null: not one of our records
  doc_id text,
  version int,
  delivery_id bigint,                     -- what was compared
  ours text,
  ours_digest bytea,
  theirs text,
  theirs_digest bytea,
  theirs_day date,
  repair text not null,                   -- resend, correct, withdraw, person
  state text not null,
  why text,                               -- Chinese
  placed_id bigint,                       -- the delivery that repairs it
  changed_at timestamptz not null,
  constraint reconcile_finding_pk primary key (run_id, place),
  constraint reconcile_finding_run_fk foreign key (run_id) references reconcile_run,
  constraint reconcile_finding_kind_ck check (kind in ('missing_there', 'unknown_here', 'other_content', 'should_be_withdrawn', 'should_be_published')),
  constraint reconcile_finding_repair_ck check (repair in ('resend', 'correct', 'withdraw', 'person')),
  constraint reconcile_finding_state_ck check (state in ('open', 'queued', 'skipped'))
);
create index reconcile_finding_todo_ix on reconcile_finding (run_id, place) where state = 'open' and repair <> 'person';
