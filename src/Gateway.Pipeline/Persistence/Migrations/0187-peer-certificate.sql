-- Certificates that platforms showed at the last handshakes, to warn before they end.
create table peer_certificate (
  profile text not null,
  host text not null,
  name text not null,
  thumbprint text not null,
  not_after timestamptz not null,
  seen_at timestamptz not null,           -- when this certificate was first seen
  constraint peer_certificate_pk primary key (profile, host)
);
