-- A result of a citizen asks the directory for the citizen by the keyed hash of the number.
create index subject_credential_hash_ix on subject (area, credential_hash) where credential_hash is not null;
