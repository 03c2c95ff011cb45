-- Whether the platform has a delivery's record, or may have it: an answer that was lost, a receipt that never came or an answer that
-- nobody understood leaves open what a person or a later version has to settle.
create function delivery_is_held(held_state text, held_batch bigint) returns boolean language sql stable as $$
  select held_state in ('accepted', 'published') or (held_state in ('parked', 'not_routed') and exists (
    select from delivery_batch b where b.batch_id = held_batch and (b.answer_lost or b.received_at is not null or b.state = 'done')))
$$;
