import { sql } from 'kysely';
import { found, type Hands, idIn, pageOf, taken } from './hands.ts';
import type { Person } from './people.ts';

const news = (kind: string, title: string, more: Record<string, string> = {}) => ({
  kind,
  title,
  summary: 'Ein neues Werkzeug für alle.',
  body: 'Mehr dazu.',
  audience: 'public',
  ...more,
});

/** Contributions of each kind and in each state, a campaign with a partner, a newsletter with readers. */
export async function makeNews({ app, places, people }: Hands) {
  const { office, organisationEditor } = people;
  const begun = (who: Person, fields: Record<string, string>) => taken(who.post('/redaktion/neu', fields));
  const shown = async (fields: Record<string, string>) => {
    const base = await begun(office, fields);
    await taken(office.post(`${base}/veroeffentlichen`, {}));
    return idIn(base);
  };
  const item = await shown(news('news', 'Neues Werkzeug'));
  await shown(news('event', 'Austausch im Mai', { day: '2027-05-04', from: '14:30', to: '16:00', place: 'Kiel', register: '/austausch' }));
  await shown(news('call', 'Mitmachen beim Preis', { deadline: '2027-02-28', how: 'Schreiben Sie uns.' }));
  await shown(news('campaign', 'Woche der Gesundheit', { materialTitle: 'Der Check', materialLink: '/checks/healthy-work' }));
  await taken(organisationEditor.post('/neuigkeiten/woche-der-gesundheit/mitmachen', { organisation: places.organisation.id }));
  for (const who of [organisationEditor, people.organisationCoordinator, people.networkCoordinator, people.bodySecretary])
    await begun(who, news('news', `Entwurf ${who.id.slice(-4)}`));
  const waiting = await begun(organisationEditor, news('news', 'Vom Partner'));
  await taken(organisationEditor.post(`${waiting}/abgeben`, {}));
  // One has confirmed, the other has not.
  await taken(app.post('/newsletter', { email: 'leser@leser.example' }));
  await sql`update news.subscriber set confirmed_at = asked_at`.execute(app.services.db);
  await taken(app.post('/newsletter', { email: 'leserin@leser.example' }));
  const issue = await taken(office.post('/redaktion/newsletter', { title: 'Im Dezember', intro: 'Guten Tag.', items: item }));
  return { item, waiting: idIn(waiting), issue: idIn(issue) };
}

/** A trend with its observation and judgements; another observation that belongs to none. */
export async function makeTrends({ app, people }: Hands) {
  const { bodyMember, office } = people;
  const seen = { text: 'Betriebe fragen nach Hitzeschutz', source: 'drei Gespräche', seen: '2026-11-01' };
  await taken(bodyMember.post('/trends/beobachtungen', seen));
  const { rows } = await sql<{ id: string }>`select id from trends.observation`.execute(app.services.db);
  const fields = { title: 'Hitze am Arbeitsplatz', description: 'Die Sommer werden heißer.', topics: 'climate-at-work' };
  const trend = await taken(bodyMember.post('/trends', { ...fields, observations: rows[0]?.id ?? '' }));
  await taken(bodyMember.post(`${trend}/urteil`, { strength: '2', nearness: '5' }));
  await taken(office.post(`${trend}/urteil`, { strength: '5', nearness: '5' }));
  await taken(bodyMember.post('/trends/beobachtungen', { ...seen, text: 'Viele fragen nach Schatten' }));
  return { trend: idIn(trend) };
}

/** A research project with a result on its way and a practice aid that came of another. */
export async function makeResearch({ places, people }: Hands) {
  const { office, organisationEditor } = people;
  const project = await taken(
    organisationEditor.post('/transfer/neu', {
      organisation: places.organisation.id,
      title: 'Gut ankommen',
      summary: 'Wie kleine Betriebe neue Leute einarbeiten.',
      funder: 'Bundesministerium',
      partners: 'Hochschule Nord',
      contact: 'Dr. Forsch',
      email: 'forsch@uni.example',
      begins: '2025-01-01',
      ends: '2027-02-28',
    }),
  );
  const handed = (title: string) =>
    taken(
      organisationEditor.post(project, {
        kind: 'tool',
        title,
        summary: 'Ein Plan für den ersten Monat neuer Leute.',
        body: 'Planen Sie den ersten Monat auf einer Seite.',
        link: 'https://uni.example/plan',
        topics: 'onboarding',
      }),
    );
  const result = await handed('Der erste Monat');
  const aid = await handed('Der erste Tag');
  const target = found(await pageOf(office, aid), /<option value="(attractive-employer\/[^"]+)"/);
  for (const page of [result, aid])
    await taken(office.post(`${page}/schritte`, { path: 'aid', target, responsible: 'Geschäftsstelle', due: '2026-12-01' }));
  const step = found(await pageOf(office, aid), /\/transfer\/schritte\/([0-9a-f-]{36})\/erledigt/);
  await taken(office.post(`/transfer/schritte/${step}/erledigt`, {}));
  return { project: idIn(project), result: idIn(result), aid: 'der-erste-tag' };
}
