-- Reconciliation: what each platform's ledger should show, and what comparing found.

-- Whether the batch's rows are in delivered_row: the state in which they were put there. A batch that an older version of the gateway ended is
-- found by it as well, and so are all that ended before this table was there.
alter table delivery_batch add column booked text;
-- The days under which the platform's ledger files the rows, where the platform sets them and its receipt says so.
alter table delivery_batch add column row_days date[];
create index delivery_batch_unbooked_ix on delivery_batch (target, area, batch_id)
  where state in ('done', 'parked') and booked is distinct from state;

-- Every row that a target was sent and judged, as it was last judged there. Made from the stored batches, so from what was really sent.
create table delivered_row (
  target text not null,
  area text not null,
  wire_id text not null,
  kind text not null,
  doc_id text not null,
  version int not null,
  delivery_id bigint not null,            -- rises with every placement of the document at the target
  state text not null,
  digest bytea,                           -- SHA-256 that the ledger should show; null: not known, only the state is compared
  day_first date,                         -- the ledger files it at this day at the earliest
  day date,                               -- and at this one at the latest; null: not known
  settled_at timestamptz not null,
  constraint delivered_row_pk primary key (target, area, wire_id),
  constraint delivered_row_state_ck check (state in ('in_force', 'withdrawn', 'unsure')) -- unsure: refused or parked, never known to be there
) with (fillfactor = 80);
create index delivered_row_day_ix on delivered_row (target, area, day);
