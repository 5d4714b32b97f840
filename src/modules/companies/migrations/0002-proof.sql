-- Whether the office has seen that a company exists: asked for in the company's words, decided by a person.
alter table companies.company add column proof text not null default '';
alter table companies.company add column proof_state text not null default 'none' check (proof_state in ('none', 'asked', 'proved', 'refused'));
alter table companies.company add column proof_at timestamptz;
create index company_proof on companies.company (proof_at) where proof_state = 'asked';
