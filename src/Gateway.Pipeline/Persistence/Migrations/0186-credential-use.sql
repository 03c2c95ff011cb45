-- Which secrets platforms have taken, and since when. A keyed digest tells one from another; nothing leads back to them.
create table credential_use (
  scope text not null,                    -- profile, or area/profile where the area has its own
  digest bytea not null,
  name text not null,                     -- Current, Next or Previous, as configured at that time
  first_used_at timestamptz not null,
  process text not null,
  constraint credential_use_pk primary key (scope, digest)
);
