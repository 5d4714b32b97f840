import type { FullNetwork } from '../full-network.ts';
import { multiply } from './multiply.ts';

/** Makes every list of the house longer than a page. Many rows are alike in what they are sorted by. */
export async function seedLists({ services, places }: FullNetwork): Promise<void> {
  const { db } = services;
  const one = 'n';
  const open = { where: "state = 'open'" };
  await multiply(db, 'requests.request', { ...open, values: { owner: 'null', owner_scope: 'null', company: `'Betrieb ' || ${one}` } });
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
}
