-- How fast a target took in the last hours: the forecast of what is due reads attempts by their time.
create index delivery_attempt_at_ix on delivery_attempt (at);
