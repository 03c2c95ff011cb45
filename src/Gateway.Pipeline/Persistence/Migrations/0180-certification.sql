-- What is known about an adapter (a profile in an area) under exactly these settings: reports that were green or not, and waivers of operators.
create table certification (
  certification_id bigint generated always as identity,
  area text not null,
  profile text not null,
  digest text not null,                   -- of the adapter's effective settings, without secrets
  verdict text not null,
  at timestamptz not null,
  until timestamptz,                      -- end of a waiver
  made_by text not null,
  reason text,                            -- of a waiver
  report_sha256 text,                     -- of the JSON report, as in the audit log
  report jsonb,                           -- the adapter's part of it
  constraint certification_pk primary key (certification_id),
  constraint certification_verdict_ck check (verdict in ('green', 'red', 'waived')),
  constraint certification_waiver_ck check ((verdict = 'waived') = (until is not null and reason is not null))
);
create index certification_adapter_ix on certification (area, profile, digest, certification_id);
