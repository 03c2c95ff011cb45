-- An export looks up the entry of an intake by its time. Entries come in order of time, so a few bytes for every hundred pages do.
create index audit_entry_at_ix on audit_entry using brin (at);
