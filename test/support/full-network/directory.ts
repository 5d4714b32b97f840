import { sql } from 'kysely';
import { renderPdf } from '../../../src/platform/pdf.ts';
import type { Person } from './people.ts';
import { dayFrom, found, type Hands, idIn, pageOf, taken, upload } from './hands.ts';

const OFFER = {
  kind: 'advice',
  title: 'Lotsen für internationale Bewerber',
  summary: 'Wir begleiten Sie vom Visum bis zum ersten Arbeitstag Ihrer neuen Kraft.',
  description:
    'Sie haben jemanden im Ausland gefunden? Unsere Lotsinnen kümmern sich um Anerkennung, Aufenthaltstitel, Deutschkurs und Unterkunft, bis die neue Kraft bei Ihnen anfängt.',
  topics: 'skilled-immigration',
  on_site: 'ja',
  free: 'ja',
  languages: 'de',
  place: '24103 Kiel',
  reach_km: '80',
};

/** An offer handed in with its file and published; a near copy of it by another partner, joined and waiting for review. */
export async function makeOffers(hands: Hands) {
  const { app, places, people } = hands;
  const { office, organisationCoordinator: author } = people;
  const { jobs } = app.services;
  const base = `/organisation/${places.organisation.id}/angebote`;
  /** Hands an offer in, and answers how it stands to what is there already: to the first of them in one way, to the others alone. */
  const handIn = async (who: Person, at: string, fields: Record<string, string>, first = 'standsAlone'): Promise<string> => {
    const path = await taken(who.post(`/organisation/${at}`, { ...fields, tun: 'einreichen' }));
    if (!path.endsWith('/verwandte')) return idIn(path);
    const asked = new Set([...(await pageOf(who, path)).matchAll(/name="stance-([0-9a-f-]{36})"/g)].map((match) => match[1] ?? ''));
    const answers = [...asked].flatMap((id, index): [string, string][] => [
      [`stance-${id}`, index === 0 ? first : 'standsAlone'],
      [`word-${id}`, 'Andere Region.'],
    ]);
    await taken(who.post(path, Object.fromEntries(answers)));
    return path.split('/').at(-2) ?? '';
  };
  const publish = async (id: string) => {
    const path = `/pruefung/offer/${id}`;
    await office.post(`${path}/verwandte`, { finding: 'overlaps', word: 'Teilweise gleich.' });
    const version = found(await pageOf(office, path), /name="version" value="(\d+)"/);
    await taken(office.post(path, { tun: 'veroeffentlichen', version }));
  };
  const offer = idIn(await taken(author.post(`${base}/neu`, OFFER)));
  const bytes = new Uint8Array(await renderPdf('#set document(title: "Merkblatt")\nHallo', []));
  await upload(hands, author, `${base}/${offer}/datei`, {}, { name: 'merkblatt.pdf', bytes });
  await handIn(author, `${places.organisation.id}/angebote/${offer}`, OFFER);
  await publish(offer);
  await jobs.drain();
  await app.search.indexOne('offer', offer);
  // Another partner joins it; a third version waits for its review.
  const partner = await app.as(['organisationEditor', places.partner.id]);
  await handIn(partner, `${places.partner.id}/angebote/neu`, { ...OFFER, title: 'Lotsen für Bewerber aus dem Ausland' }, 'joins');
  const waiting = await handIn(
    author,
    `${places.organisation.id}/angebote/neu`,
    { ...OFFER, title: 'Lotsen für Pflegekräfte' },
    'complements',
  );
  await taken(office.post('/geschaeftsstelle/doppeltes', {}));
  await jobs.drain();
  return { offer, waiting };
}

/** Who wants to join, who leaves, whom somebody invited; charters accepted. */
export async function makeMembership({ app, places, people }: Hands) {
  const charters = { charter_grundprinzipien: 'ja', charter_beratungsverstaendnis: 'ja', charter_regionen: 'ja' };
  const applicant = await app.as();
  const application = {
    name: 'Kammer am Fluss',
    kind: 'chamber',
    description: 'Wir beraten Betriebe.',
    email: 'info@fluss.example',
    place: '24103 Kiel',
  };
  await taken(people.office.post('/aufnahmen/gremium', { gremium: places.body.id }));
  await taken(applicant.post('/partner-werden', { ...application, ...charters }));
  const coordinator = people.organisationCoordinator;
  const organisation = `/organisation/${places.organisation.id}`;
  for (const charter of ['grundprinzipien', 'regionen']) await taken(coordinator.post(`${organisation}/vereinbarungen/${charter}`, {}));
  const other = await app.as(['organisationCoordinator', places.partner.id]);
  await taken(other.post(`/organisation/${places.partner.id}/austritt`, { on: dayFrom(app, 60), reason: 'Fusion' }));
  const asking = await app.as();
  await taken(asking.post(`/beitreten/organisation/${places.organisation.id}`, { word: 'Ich berate hier seit 2020.' }));
  const members = `/mitarbeit/organisation/${places.organisation.id}`;
  await taken(coordinator.post(`${members}/einladen`, { email: 'neu@person.example', role: 'organisationEditor' }));
  await app.services.jobs.drain();
}

/** A network with dates, an application for recognition, a report. */
export async function makeNetwork({ app, places, people }: Hands) {
  const own = people.networkCoordinator;
  const base = `/netzwerk/${places.network.id}`;
  const event = {
    title: 'Abend für Betriebe',
    day: '2027-01-14',
    hours: '17 Uhr',
    place: 'Rathaus',
    description: 'Für alle.',
    link: 'https://demo.example/an',
  };
  await taken(own.post(`${base}/termine/neu`, event));
  const evidence = Object.fromEntries(app.regions.config.recognition.criteria.map(({ id }) => [id, `Dazu können wir viel sagen: ${id}.`]));
  const { rows } = await sql<{ n: number }>`select count(*)::int n from regions.recognition where network_id = ${places.network.id}
    and state in ('submitted', 'recognised')`.execute(app.services.db);
  if (rows[0]?.n === 0) await taken(own.post(`${base}/anerkennung`, { ...evidence, schritt: 'stellen' }));
  const answers = { achieved: 'Drei Betriebe begleitet.', difficult: 'Zu wenig Zeit.', next: 'Mehr Abende.' };
  const year = app.clock.now().getUTCFullYear();
  await taken(own.post(`${base}/berichte/${year}`, { ...answers, schritt: 'veroeffentlichen' }));
  const { rows: networks } = await sql<{
    id: string;
  }>`select id from networks.network where id <> ${places.network.id} order by id limit 1`.execute(app.services.db);
  const other = await app.as(['networkCoordinator', networks[0]?.id ?? null]);
  await other.post(`/netzwerk/${networks[0]?.id}/anerkennung`, { ...evidence, schritt: 'stellen' });
  // Both work in one district with one partner: each sees a proposal.
  const area = { description: 'Wir helfen.', email: 'netz@demo.example', districts: '01002' };
  for (const id of [places.network.id, networks[0]?.id]) await taken(people.office.post(`/netzwerk/${id}/gebiet`, area));
  await taken(people.office.post(`/netzwerk/${networks[0]?.id}/partner`, { organisation: places.organisation.id }));
}

/** A table of each kind read and waiting, one carried out; a search that somebody keeps; what the guide did not know. */
export async function makeLists(hands: Hands) {
  const { app, people } = hands;
  const imports: Record<string, string> = {};
  for (const { name } of app.sheets.kinds) {
    const bytes = new Uint8Array(await (await people.office.get(`/geschaeftsstelle/daten/${name}/csv`)).arrayBuffer());
    imports[name] = await upload(hands, people.office, '/geschaeftsstelle/daten/einlesen', { art: name }, { name: `${name}.csv`, bytes });
  }
  const rows = 'Name;Art;Beschreibung;E-Mail;Ort\nKammer Elbe;Kammern;Berät Betriebe.;elbe@netz.example;20095 Hamburg\n';
  const applied = await upload(
    hands,
    people.office,
    '/geschaeftsstelle/daten/einlesen',
    { art: 'organisations' },
    { name: 'neu.csv', bytes: rows },
  );
  await taken(people.office.post(`${applied}/anwenden`, {}));
  await taken(app.post('/suche/merken', { text: 'Glockenstuhlpflege', email: 'inge@betrieb.example' }));
  // Somebody goes and takes everything along: a report of the deletion stays.
  await taken((await app.as()).post('/konto/daten/loeschen', { wort: 'löschen' }));
  await taken(app.post('/wegweiser', { text: 'xyzzy plugh' }));
  await taken(app.post('/wegweiser/passt-nicht', { a: 'pressing.strain', ende: 'health' }));
  return { imports, applied };
}
