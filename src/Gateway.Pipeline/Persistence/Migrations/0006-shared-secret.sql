-- Secrets that platforms issue for a while, shared by all processes; encrypted.
create table shared_secret (
  name text not null,
  version bigint not null,
  value_sealed bytea not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  constraint shared_secret_pk primary key (name)
);
