-- Answers by Idempotency-Key: the same key and request get the same answer for a week. They hold outcomes, never what was handed in.
create table idempotent_answer (
  area text not null,
  key text not null,
  request_sha256 bytea not null,
  status int not null,
  content_type text not null,
  answer bytea not null,
  stored_at timestamptz not null,
  constraint idempotent_answer_pk primary key (area, key)
);
create index idempotent_answer_stored_ix on idempotent_answer (stored_at);
