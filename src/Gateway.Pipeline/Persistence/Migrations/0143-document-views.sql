-- The documents of every kind under one name each, for whoever asks by kind: the newest version, and what was taken back.
-- Ask for one document in a lateral join with limit 1: an index probe, whatever the planner thinks of the number of documents.
create view document_newest as
  select 'result' as kind, area, result_id as doc_id, version from result
  union all select 'penalty', area, penalty_id, version from penalty
  union all select 'licence', area, licence_id, version from licence;

create view document_taken_back as
  select 'result' as kind, area, result_id as doc_id, version, reason, basis from withdrawal
  union all select 'penalty', area, penalty_id, version, reason, basis from penalty_withdrawal
  union all select 'licence', area, licence_id, version, reason, basis from licence_withdrawal;
