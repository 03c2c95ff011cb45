-- How an approval not to publish ends: revoked by somebody for a reason, or expired and placed.
alter table exemption add column revoked_by text;
alter table exemption add column revoke_reason text;
alter table exemption add column expiry_placed_at timestamptz;
create unique index exemption_approval_ux on exemption (area, result_id, approval_no);
create index exemption_expiry_ix on exemption (expires_on) where expires_on is not null and revoked_at is null and expiry_placed_at is null;
