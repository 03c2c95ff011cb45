-- The operators' desk: what failed, kept beside the deliveries, and what operators had sent again.
-- No index of delivery may hold its state (HOT), so failures have a small table of their own. A trigger keeps it, whoever writes: an
-- older version of the gateway that runs beside this one too. Its condition costs nothing where nothing fails.

create table delivery_failure (
  delivery_id bigint not null,
  target text not null,
  area text not null,
  kind text not null,
  doc_id text not null,
  version int not null,
  operation text not null,
  state text not null,
  reason_code text not null,
  reason text not null,
  batch_id bigint,
  failed_at timestamptz not null,
  noted xid8 not null default pg_current_xact_id(), -- so that a page can say exactly what it showed
  constraint delivery_failure_pk primary key (delivery_id)
);
create index delivery_failure_document_ix on delivery_failure (doc_id);

create function delivery_failure_note() returns trigger language plpgsql set search_path from current as $$
begin
  if new.state in ('parked', 'rejected') then
    insert into delivery_failure (delivery_id, target, area, kind, doc_id, version, operation, state, reason_code, reason, batch_id, failed_at)
    values (new.delivery_id, new.target, new.area, new.kind, new.doc_id, new.version, new.operation, new.state,
      coalesce(new.reason_code, ''), coalesce(new.reason, ''), new.batch_id, coalesce(new.ended_at, new.created_at))
    on conflict on constraint delivery_failure_pk do update set state = excluded.state, reason_code = excluded.reason_code,
      reason = excluded.reason, batch_id = excluded.batch_id, failed_at = excluded.failed_at, noted = excluded.noted;
  else
    delete from delivery_failure where delivery_id = new.delivery_id;
  end if;
  return null;
end $$;
create trigger delivery_failure_new_tr after insert on delivery for each row
  when (new.state in ('parked', 'rejected')) execute function delivery_failure_note();
create trigger delivery_failure_tr after update of state on delivery for each row
  when (new.state in ('parked', 'rejected') or old.state in ('parked', 'rejected')) execute function delivery_failure_note();

insert into delivery_failure (delivery_id, target, area, kind, doc_id, version, operation, state, reason_code, reason, batch_id, failed_at)
select delivery_id, target, area, kind, doc_id, version, operation, state, coalesce(reason_code, ''), coalesce(reason, ''), batch_id,
  coalesce(ended_at, created_at)
from delivery where state in ('parked', 'rejected')
on conflict do nothing;

-- One press of an operator: a frozen list of deliveries, and what became of each.
create table desk_operation (
  operation_id bigint generated always as identity,
  state text not null,
  title text not null,                    -- what was chosen, Chinese, masked
  note text,                              -- why it stands still, or how it ended
  per_minute int not null default 600,
  goes_on boolean not null default false, -- after a good trial by itself
  created_by text not null,
  created_at timestamptz not null,
  changed_by text not null,
  changed_at timestamptz not null,
  due_at timestamptz not null,            -- of its next step
  ended_at timestamptz,
  constraint desk_operation_pk primary key (operation_id),
  constraint desk_operation_state_ck check (state in ('frozen', 'trial', 'tried', 'running', 'paused', 'cancelled', 'done')),
  constraint desk_operation_rate_ck check (per_minute between 1 and 60000)
);
create index desk_operation_live_ix on desk_operation (due_at) where state in ('trial', 'running', 'paused', 'cancelled') and ended_at is null;

create table desk_item (
  operation_id bigint not null,
  place int not null,
  delivery_id bigint not null,
  target text not null,
  area text not null,
  kind text not null,
  doc_id text not null,
  version int not null,
  shown text not null,                    -- its reason as it was shown, masked
  state text not null default 'waiting',
  placed_id bigint,                       -- the delivery that went out for it
  why text,                               -- Chinese, or the platform's words
  changed_at timestamptz not null,
  constraint desk_item_pk primary key (operation_id, place),
  constraint desk_item_delivery_ux unique (operation_id, delivery_id),
  constraint desk_item_state_ck check (state in ('waiting', 'placed', 'succeeded', 'failed', 'skipped')),
  constraint desk_item_operation_fk foreign key (operation_id) references desk_operation
);
create index desk_item_open_ix on desk_item (operation_id, state, place) where state in ('waiting', 'placed');
