import { sql } from 'kysely';
import { DAY } from '../../../src/platform/clock.ts';
import type { Person } from './people.ts';
import { dayFrom, found, type Hands, idIn, pageOf, taken, upload } from './hands.ts';
import { pathIn } from '../mail.ts';

const HALF_A_YEAR = 185 * DAY;

const request = (an: string, email: string) => ({
  an,
  message: 'Wir finden keine Azubis und die Leute sind überlastet.',
  company: 'Tischlerei Muster',
  contact: 'Chefin',
  email,
  place: '24103',
  consent: 'ja',
});

/** Requests to everybody who can get one, in each state; those taken up have become cases. */
export async function makeRequests(hands: Hands) {
  const { app, places, people } = hands;
  const { db, jobs } = app.services;
  const receivers = [
    { an: `consultant:${places.consultant.slug}`, base: `/beratungsprofil/${places.consultant.id}/anfragen`, who: people.consultant },
    {
      an: `organisation:${places.organisation.slug}`,
      base: `/organisation/${places.organisation.id}/anfragen`,
      who: people.organisationCoordinator,
    },
    { an: `network:${places.network.slug}`, base: `/netzwerk/${places.network.id}/anfragen`, who: people.networkCoordinator },
  ];
  const cases: string[] = [];
  let number = 0;
  const send = async (an: string) => {
    number++;
    const email = `anliegen${number}@betrieb.example`;
    await sql`delete from platform.rate_limit`.execute(db); // more requests than anybody sends in an hour
    const status = await taken(app.post('/anfrage', request(an, email)));
    return { email, status };
  };
  for (const { an, base, who } of receivers) {
    for (const answer of ['accept', 'decline', 'passOn', 'close', 'open'] as const) {
      const { email } = await send(an);
      await jobs.drain();
      if (answer === 'open') continue;
      const { rows } = await sql<{ id: string }>`select id from requests.request where email = ${email}`.execute(db);
      const path = `${base}/${rows[0]?.id}`;
      if (answer === 'close') await taken(who.post(path, { answer: 'accept', word: 'Gern.' }));
      await taken(who.post(path, { answer, word: 'Gern.', to: places.partner.id }));
      await jobs.drain();
    }
    cases.push(found(await pageOf(who, '/faelle'), /\/faelle\/[0-9a-f-]{36}/));
  }
  const withdrawn = await send('');
  await taken(app.post(`${withdrawn.status}/zurueckziehen`, {}));
  await send('');
  await jobs.drain();
  return { cases, withdrawn: withdrawn.status };
}

const sessionOf = ({ app }: Hands) => ({ day: dayFrom(app, 0), minutes: '120', kind: 'talk', tookPart: 'Chefin', notes: 'Worum es geht.' });

/** Everything that a case can hold: people, goals, sessions, a file, an effect, a hand-over. */
export async function makeCases(hands: Hands, cases: readonly string[]) {
  const { app, people, places } = hands;
  const { jobs } = app.services;
  const workers = [people.consultant, people.organisationCoordinator, people.networkCoordinator];
  for (const [index, path] of cases.entries()) {
    const who = workers[index] ?? people.office;
    await taken(who.post(`${path}/sitzungen`, sessionOf(hands)));
    await taken(who.post(`${path}/ziele`, { goal: 'Zwei Auszubildende bis zum Sommer' }));
    await taken(who.post(`${path}/personen`, { person: 'Meister', side: 'staff' }));
    await uploadDocument(hands, who, path);
  }
  const links: string[] = [];
  for (const path of cases) {
    const { row } = await app.cases.file(idIn(path));
    const link = pathIn(`http://x${new URL(app.cases.linkOf(row), 'http://x').pathname}`, '/fall/');
    await taken(app.post(`${link}/ziele`, {}));
    links.push(link);
  }
  await jobs.drain();
  await closeCase(hands, workers[1] ?? people.office, cases[1] ?? '');
  return { links, case: idIn(cases[0] ?? ''), colleague: places.colleague };
}

/** Ends a case, and lets half a year pass until its company is asked what came of it. */
async function closeCase(hands: Hands, who: Person, path: string): Promise<void> {
  const { clock, cases, services } = hands.app;
  await taken(who.post(`${path}/phase`, { phase: 'work' }));
  await taken(who.post(`${path}/sitzungen`, sessionOf(hands)));
  await taken(who.post(`${path}/phase`, { phase: 'closing' }));
  const fields = { documentKind: 'report', documentName: 'Abschlussbericht', documentText: 'Es hat sich gelohnt.' };
  await upload(hands, who, `${path}/unterlagen`, fields, { name: 'bericht.txt', bytes: 'Bericht', type: 'text/plain' });
  const version = found(await pageOf(who, path), /name="version" value="(\d+)"/);
  await taken(who.post(`${path}/abschluss`, { result: 'partly', resultNote: 'Zum Teil.', version }));
  clock.advance(HALF_A_YEAR);
  await cases.followUp.daily();
  await services.jobs.drain();
  clock.advance(-HALF_A_YEAR);
}

async function uploadDocument(hands: Hands, who: Person, path: string): Promise<void> {
  const fields = { documentKind: 'documentation', documentName: 'Auftakt', documentText: 'Drei Ideen.' };
  await upload(hands, who, `${path}/unterlagen`, fields, { name: 'protokoll.txt', bytes: 'Protokoll', type: 'text/plain' });
}
