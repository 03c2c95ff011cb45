-- What goes to which target. A delivery is one version of one document for one target; delivery_queue holds the keys of those that may
-- be claimed, so that a claim costs the same whatever lies in delivery; a batch is what is sent, stored before its first send.

create table delivery (
  delivery_id bigint generated always as identity,
  target text not null,
  area text not null,
  kind text not null,
  doc_id text not null,
  version int not null,
  operation text not null,
  state text not null,
  blocked boolean not null default false, -- an earlier version for the same target has not ended
  waiting boolean not null default false, -- parked until the next pull of the catalogue
  reason_code text,
  reason text,                            -- Chinese, or the platform's own words
  batch_id bigint,                        -- the batch that ended it
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint delivery_pk primary key (delivery_id),
  constraint delivery_kind_ck check (kind in ('result', 'checklist')),
  constraint delivery_operation_ck check (operation in ('i', 'u', 'd')),
  constraint delivery_state_ck check (state in ('queued', 'sent', 'accepted', 'published', 'rejected', 'withdrawn', 'parked', 'not_routed'))
) with (fillfactor = 55, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
create unique index delivery_document_ux on delivery (area, kind, doc_id, target, version, operation);
-- No index holds state: the update that ends a delivery stays on its page (HOT).
create index delivery_blocked_ix on delivery (area, kind, doc_id, target) where blocked;
create index delivery_waiting_ix on delivery (area) where waiting;

create table delivery_queue (
  target text not null,
  area text not null,
  kind text not null,
  operation text not null,
  delivery_id bigint not null,
  doc_id text not null,                   -- as in delivery, so that a claim reads nothing else
  version int not null,
  constraint delivery_queue_pk primary key (target, area, kind, operation, delivery_id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);

create table delivery_batch_no (
  target text not null,
  day date not null,
  taken int not null,
  constraint delivery_batch_no_pk primary key (target, day)
);

create table delivery_batch (
  batch_id bigint generated always as identity,
  target text not null,
  area text not null,
  kind text not null,
  operation text not null,
  batch_no text not null,
  formed_at timestamp not null,           -- Asia/Shanghai, goes out with the batch
  members bigint[] not null,              -- delivery ids, in order
  member_rows int[] not null,             -- rows of each member
  wire_ids text[] not null,               -- identity of every row, in order
  payload bytea not null,                 -- business bytes, compressed and encrypted; the same at every attempt
  payload_length int not null,
  payload_sha256 bytea not null,
  state text not null,
  attempts int not null default 0,
  receipt_polls int not null default 0,
  answer_lost boolean not null default false, -- ask receipt or ledger before sending again
  due_at timestamptz not null,
  lease_owner uuid,
  claimed_until timestamptz not null,     -- -infinity: nobody holds it; passed: its holder died
  claim_token bigint not null,            -- rises with every claim; every write names it
  last_attempt_at timestamptz,
  received_at timestamptz,
  ended_at timestamptz,
  last_code text,
  last_message text,
  constraint delivery_batch_pk primary key (batch_id),
  constraint delivery_batch_no_ux unique (target, batch_no),
  constraint delivery_batch_state_ck check (state in ('formed', 'awaiting_receipt', 'done', 'split', 'parked'))
) with (fillfactor = 70);
alter table delivery_batch alter column payload set storage external;
create index delivery_batch_live_ix on delivery_batch (target, due_at) where ended_at is null;

create table delivery_attempt (
  batch_id bigint not null,
  attempt int not null,                   -- in order of time, from 1
  step text not null,                     -- push, probe, receipt
  at timestamptz not null,
  duration_ms int not null,
  outcome text not null,
  code text,
  message text,
  accepted int not null default 0,
  published int not null default 0,
  withdrawn int not null default 0,
  rejected int not null default 0,
  unknown int not null default 0,
  verdict_sha256 bytea,
  constraint delivery_attempt_pk primary key (batch_id, attempt)
);

-- The fence: whoever writes about a batch holds its newest claim and keeps the row locked until commit.
create function delivery_fence(fenced_batch bigint, fenced_token bigint) returns void language plpgsql as $$
begin
  perform 1 from delivery_batch where batch_id = fenced_batch and claim_token = fenced_token and ended_at is null for update;
  if not found then
    raise exception using errcode = 'GW001', message = 'the batch was taken over';
  end if;
end $$;
