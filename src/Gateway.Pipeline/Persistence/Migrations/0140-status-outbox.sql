-- Status out: every change of a result's delivery becomes a message. A trigger notes it in the transaction of the change, so that every
-- writer is covered: the desk, and an older version that runs beside this one. A statement costs one row for each area and target, whatever
-- number of deliveries it changes.

create type status_change as (doc_id text, version int, state text, code text, message text, at timestamptz);

create table status_outbox (
  position bigint generated always as identity,
  area text not null,
  target text not null,
  pending int not null,
  changes status_change[] not null,       -- in order
  noted_at timestamptz not null default now(),
  constraint status_outbox_pk primary key (position)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- Where nobody relays, nothing is noted: relays prolong this.
create table status_relay (
  one boolean not null default true,
  wanted_until timestamptz not null,
  constraint status_relay_pk primary key (one),
  constraint status_relay_one_ck check (one)
);
insert into status_relay (wanted_until) values ('-infinity');

-- Two statements that change the same document's deliveries at a target follow each other by its rows' locks, which they hold here: their
-- positions rise in the same order, and whoever sees the later one sees the earlier. Tables of a transition have no statistics, and a plan
-- made for one row would be kept for thousands: hence no nested loop.
create function status_outbox_note() returns trigger language plpgsql set search_path from current set enable_nestloop = off as $$
begin
  if not exists (select from status_relay where wanted_until > now()) then
    return null;
  end if;
  if tg_op = 'INSERT' then
    insert into status_outbox (area, target, pending, changes)
    select area, target, count(*), array_agg((doc_id, version, state, reason_code, reason, coalesce(ended_at, created_at))::status_change order by delivery_id)
    from (select *, (row_number() over (partition by area, target order by delivery_id) - 1) / 500 as part from written where kind = 'result') c
    group by area, target, part order by area, target, part;
  else
    insert into status_outbox (area, target, pending, changes)
    select area, target, count(*), array_agg((doc_id, version, state, reason_code, reason, coalesce(ended_at, now()))::status_change order by delivery_id)
    from (
      select n.*, (row_number() over (partition by n.area, n.target order by n.delivery_id) - 1) / 500 as part
      from written n join replaced o on o.delivery_id = n.delivery_id where n.kind = 'result' and n.state is distinct from o.state) c
    group by area, target, part order by area, target, part;
  end if;
  return null;
end $$;
create trigger delivery_status_new_tr after insert on delivery referencing new table as written
  for each statement execute function status_outbox_note();
create trigger delivery_status_tr after update on delivery referencing old table as replaced new table as written
  for each statement execute function status_outbox_note();
