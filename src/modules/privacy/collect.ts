import { auditTrail } from '#platform/audit/index.ts';
import { WHOLE } from '#platform/lists.ts';
import type { Services } from '#platform/services.ts';
import { accountData, grantsOf, personById } from '#modules/accounts/index.ts';
import type { ChecksService } from '#modules/checks/index.ts';
import { consultantData } from '#modules/accreditation/index.ts';
import { casesTo } from '#modules/cases/index.ts';
import { subscriberByEmail } from '#modules/news/index.ts';
import { inTrends } from '#modules/trends/index.ts';
import { projectsOf } from '#modules/research/index.ts';
import { supportBy } from '#modules/anchoring/index.ts';
import { inStories } from '#modules/stories/index.ts';
import { credentialsOf } from '#modules/credentials/index.ts';
import { learnerData } from '#modules/qualification/index.ts';
import { commentsBy, invitationsTo } from '#modules/authoring/index.ts';
import { waysOf } from '#modules/awards/index.ts';
import { contributionsOf } from '#modules/comparison/index.ts';
import { claimsOf, companyById } from '#modules/companies/index.ts';
import { consultantById } from '#modules/consultants/index.ts';
import { declarationsTo } from '#modules/declarations/index.ts';
import { personData } from '#modules/governance/index.ts';
import { applicationsBy } from '#modules/membership/index.ts';
import { requestsByEmail } from '#modules/requests/index.ts';
import { savedFor } from '#modules/search/index.ts';

/** One kind of data as it lies here: named, with rows of plain values. */
export interface Section {
  id: string;
  title: string;
  rows: Record<string, unknown>[];
}

/** Everything that is kept about the owner of an account (Art. 15 and 20 GDPR). */
export async function collect({ db }: Services, checks: ChecksService, userId: string): Promise<Section[]> {
  const person = await personById(db, userId);
  if (!person) return [];
  const grants = await grantsOf(db, userId);
  const idsOf = (scope: string) => grants.flatMap((grant) => (grant.scope === scope && grant.id ? [grant.id] : []));
  const account = await accountData(db, userId);
  const companies: Record<string, unknown>[] = [];
  const assessments: Record<string, unknown>[] = [];
  const awards: Record<string, unknown>[] = [];
  const comparison: Record<string, unknown>[] = [];
  for (const id of idsOf('company')) {
    const company = await companyById(db, id);
    if (!company) continue;
    const claims = await claimsOf(db, id);
    companies.push({ ...company, claims: claims.map(({ kind, subject, claimed_at }) => ({ kind, subject, claimed_at })) });
    awards.push(...(await waysOf(db, id)).map((row) => ({ ...row })));
    comparison.push(...(await contributionsOf(db, id)).map((row) => ({ ...row })));
    for (const claim of claims) {
      const assessment = claim.kind === 'assessment' ? await checks.store.get(claim.subject) : undefined;
      if (assessment) assessments.push({ ...assessment });
    }
  }
  const profiles = (await Promise.all(idsOf('consultant').map((id) => consultantById(db, id)))).filter((each) => each !== undefined);
  const accreditation = await Promise.all(idsOf('consultant').map((id) => consultantData(db, id)));
  const requests = await requestsByEmail(db, person.email);
  const bodies = await personData(db, person.email);
  const trail = await auditTrail(db, { actor: userId }, WHOLE.perPage);
  const subscriber = await subscriberByEmail(db, person.email);
  const sections: Section[] = [
    { id: 'account', title: 'Konto', rows: [{ ...person }] },
    { id: 'roles', title: 'Aufgaben', rows: grants.map((grant) => ({ ...grant })) },
    ...account,
    { id: 'companies', title: 'Betriebe', rows: companies },
    { id: 'assessments', title: 'Checks und Maßnahmenpläne', rows: assessments },
    { id: 'declarations', title: 'Selbsterklärungen', rows: (await declarationsTo(db, person.email)).map((row) => ({ ...row })) },
    { id: 'comparison', title: 'Teilnahme am Vergleich', rows: comparison },
    { id: 'awards', title: 'Prädikate', rows: awards },
    { id: 'comments', title: 'Kommentare zu Checks', rows: (await commentsBy(db, userId)).map((row) => ({ ...row })) },
    {
      id: 'consultations',
      title: 'Einladungen zur Beratung von Checks',
      rows: (await invitationsTo(db, userId)).map((row) => ({ ...row })),
    },
    { id: 'saved', title: 'Gemerkte Suchen', rows: (await savedFor(db, person.email)).map((row) => ({ ...row })) },
    { id: 'requests', title: 'Anfragen', rows: requests.map((request) => ({ ...request })) },
    { id: 'applications', title: 'Anträge auf Aufnahme', rows: (await applicationsBy(db, userId)).map((row) => ({ ...row })) },
    { id: 'cases', title: 'Fälle', rows: (await casesTo(db, person.email)).map((row) => ({ ...row })) },
    { id: 'trends', title: 'Beobachtungen und Urteile zu Trends', rows: await inTrends(db, userId) },
    { id: 'projects', title: 'Forschungsprojekte', rows: (await projectsOf(db, person.email)).map((row) => ({ ...row })) },
    { id: 'support', title: 'Anfragen um Unterstützung', rows: (await supportBy(db, userId)).map((row) => ({ ...row })) },
    { id: 'newsletter', title: 'Newsletter', rows: subscriber ? [{ ...subscriber }] : [] },
    { id: 'stories', title: 'Geschichten', rows: await inStories(db, person.email) },
    { id: 'courses', title: 'Kurse', rows: (await learnerData(db, userId)).map((row) => ({ ...row })) },
    {
      id: 'credentials',
      title: 'Nachweise',
      rows: (await credentialsOf(db, userId)).map(({ document, number, kind, title }) => ({ number, kind, title, document })),
    },
    { id: 'accreditation', title: 'Akkreditierung', rows: accreditation.flat() },
    { id: 'consultant', title: 'Profil als Berater:in', rows: profiles.map((profile) => ({ ...profile })) },
    { id: 'bodies', title: 'Gremien', rows: bodies },
    { id: 'audit', title: 'Änderungsverlauf', rows: trail.map(({ at, action, kind, record }) => ({ at, action, kind, record })) },
  ];
  return sections.filter((section) => section.rows.length > 0);
}
