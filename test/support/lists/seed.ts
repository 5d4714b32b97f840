import { sql } from 'kysely';
import type { FullNetwork } from '../full-network.ts';
import { fill, multiply } from './multiply.ts';

/** Makes every list of the house longer than a page. Many rows are alike in what they are sorted by. */
/** Somebody new each time. */
const PERSON = "(select id from accounts.user where email = 'reihe' || n || '@person.example')";

export async function seedLists({ services, places, people }: FullNetwork): Promise<void> {
  const { db } = services;
  const open = { where: "state = 'open'" };
  await multiply(db, 'requests.request', { ...open, values: { owner: 'null', owner_scope: 'null', company: `'Betrieb ' || n` } });
  await multiply(db, 'requests.request', { ...open, values: { owner: `'${places.organisation.id}'`, owner_scope: `'organisation'` } });
  await multiply(db, 'editorial.draft', {
    values: { subject: 'gen_random_uuid()', kind: `'offer'`, state: `'submitted'`, submitted_at: 'now()' },
  });
  await multiply(db, 'cases.case_file', {
    where: "state = 'open'",
    values: { request_id: 'gen_random_uuid()', link_id: 'gen_random_uuid()', phase_due: `'2020-01-01'` },
  });
  await multiply(db, 'platform.mail', { where: 'made_by is null', values: { subject: `'Brief ' || n` } });
  await multiply(db, 'accounts.user', { values: { email: `'reihe' || n || '@person.example'` } });
  await multiply(db, 'consultants.consultant', { where: "state = 'published' and kind = 'consultant'", values: { slug: `'reihe-' || n` } });
  await multiply(db, 'accreditation.application', {
    values: { state: `'submitted'`, consultant_id: `(select id from consultants.consultant where slug = 'reihe-' || n)` },
  });
  await multiply(db, 'networks.network', { values: { slug: `'reihe-' || n` } });
  await multiply(db, 'membership.application', { values: {} });
  await multiply(db, 'organisations.organisation', {
    where: "state = 'published'",
    values: { slug: `'reihe-' || n`, name: `'Reihe ' || n`, demo: 'false' },
  });
  await multiply(db, 'news.item', {
    where: "audience = 'public' and publish_at is not null",
    values: { slug: `'reihe-' || n`, kind: `'event'`, state: `'planned'`, shown_until: 'null' },
  });
  await multiply(db, 'stories.story', { values: {} });
  await multiply(db, 'governance.paper', { where: "state = 'travelling'", values: {} });
  await multiply(db, 'governance.meeting', { values: { body_id: `'${places.body.id}'`, day: `'2030-01-01'`, state: `'planned'` } });
  await multiply(db, 'governance.document', { values: { state: `'reviewing'`, meeting_id: 'null' } });
  await multiply(db, 'governance.agreement', {
    where: 'replaced_by is null',
    values: { meeting_id: 'null', kind: `'decision'`, state: `'open'` },
  });
  await multiply(db, 'governance.person', { values: { name: `'Person ' || n`, email: 'null' } });
  const fresh = 'gen_random_uuid()';
  /** The next record that no row of another table belongs to yet. */
  const nth = (table: string, others: string, column: string) =>
    `(select id from ${table} t where not exists (select 1 from ${others} o where o.${column} = t.id) order by id offset n - 1 limit 1)`;
  await multiply(db, 'platform.mail', { where: 'made_by is null', values: { sent_at: 'null', kept_at: 'null', failed_at: 'now()' } });
  await multiply(db, 'accounts.notification', { values: { user_id: `'${people.office.id}'`, path: `'/probe/' || n` } });
  await sql`delete from accounts.notification where user_id = ${people.office.id} and path not like '/probe/%'`.execute(db);
  await multiply(db, 'accounts.grant', { where: "scope = 'platform'", values: { user_id: PERSON } });
  await multiply(db, 'accounts.invitation', {
    values: {
      scope: `'organisation'`,
      scope_id: `'${places.organisation.id}'`,
      role: `'organisationEditor'`,
      accepted_at: 'null',
      revoked_at: 'null',
      expires_at: `'2099-01-01'`,
      email: `'gast' || n || '@person.example'`,
      link_id: fresh,
    },
  });
  await multiply(db, 'sheets.import', { values: { state: `'undone'` } });
  await fill(db, 'privacy.report', { id: 'gen_random_uuid()', at: 'now()', results: `'[]'` });
  await fill(db, 'privacy.deletion', { id: 'gen_random_uuid()', at: 'now()', outcome: `'[]'` });
  await multiply(db, 'companies.company', { values: { proof_state: `'asked'`, proof_at: 'now()' } });
  await multiply(db, 'anchoring.support', { values: { closed_at: 'null' } });
  await multiply(db, 'means.pledge', { where: "kind = 'money'", values: { year: '2026', amount: '100 * n' } });
  await multiply(db, 'offers.offer', {
    where: "state = 'published'",
    values: { slug: `'reihe-' || n`, organisation_id: `'${places.organisation.id}'` },
  });
  await multiply(db, 'regions.event', { values: { network_id: `'${places.network.id}'`, day: `'2030-01-01'` } });
  await multiply(db, 'news.issue', {});
  await multiply(db, 'trends.trend', {});
  await multiply(db, 'trends.observation', { values: { trend_id: 'null' } });
  await multiply(db, 'research.project', {});
  await multiply(db, 'research.aid', { values: { slug: `'reihe-' || n`, point: `'check/p' || n` } });
  await multiply(db, 'accreditation.exchange', { values: { day: `'2030-01-01'` } });
  await multiply(db, 'accreditation.exchange', { values: { day: `'2020-01-01'` } });
  await multiply(db, 'qualification.course', { values: { state: `'open'`, organisation_id: `'${places.organisation.id}'` } });
  await multiply(db, 'qualification.session', {
    values: { course_id: nth('qualification.course', 'qualification.session', 'course_id'), day: `'2030-01-01'` },
  });
  await multiply(db, 'awards.path', { values: { company_id: nth('companies.company', 'awards.path', 'company_id') } });
  await multiply(db, 'awards.decision', {
    values: { state: `'submitted'`, number: 'null', path_id: nth('awards.path', 'awards.decision', 'path_id') },
  });
  await multiply(db, 'overlap.cluster', {});
  await multiply(db, 'stories.published', {
    values: { story_id: nth('stories.story', 'stories.published', 'story_id'), slug: `'reihe-' || n` },
  });
  await multiply(db, 'mentor.unanswered', { values: { said: "to_jsonb(array['a' || n])", times: 'n + 5' } });
  await fill(db, 'matching.unmet', { month: `'2026-11-01'`, topic: `''`, district: `'d' || n`, kind: `'nothing'`, searches: 'n' });
}
