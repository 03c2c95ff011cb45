-- The token as part of a key: a take-over, which changes it, waits for the share lock of a running step; a renewal does not.
alter table lease add constraint lease_token_uq unique (name, token);
