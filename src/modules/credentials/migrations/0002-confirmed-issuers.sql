-- Keys of a did:web count once somebody of the office has compared them with what lies at the issuer's own address.
alter table credentials.trusted_issuer add column confirmed_by uuid, add column confirmed_at timestamptz;
-- What was entered before this rule was entered by the office, from that very address.
update credentials.trusted_issuer set confirmed_at = added_at;
