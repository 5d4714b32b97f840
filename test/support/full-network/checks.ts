import { sql } from 'kysely';
import { beginCheck, planMeasures, rateAll } from '../checks.ts';
import { answerAsMember, teamLinks } from '../team.ts';
import { found, type Hands, idIn, pageOf, taken } from './hands.ts';
import { manyContributions } from './many.ts';
import type { Person } from './people.ts';

const AWARD = 'future-culture';

/** A check with everything that hangs on one: ratings, plan, somebody beside, a team, reminders, a declaration. */
async function filledCheck({ app }: Hands) {
  const path = await beginCheck(app, 'healthy-work');
  await rateAll(app, path, app.checks.definition('healthy-work'), 'urgent');
  await planMeasures(app, path, 10);
  await taken(app.post(`${path}/gemeinsam`, { name: 'Beratung', scope: 'rate', days: '7' }));
  await taken(app.post(`${path}/erinnerung`, { email: 'plan@betrieb.example' }));
  const wish = { company: 'Tischlerei Muster', place: 'Kiel', named: 'ja', email: 'erklaerung@betrieb.example', honest: 'ja' };
  const manage = await taken(app.post(`${path}/erklaerung`, wish));
  const declaration = found(await pageOf(app, manage), /SE-[\w-]{14}/);
  return { path, manage, declaration };
}

/** A sheet that was begun anew, and whose check has a newer version since. */
async function oldSheet({ app, people }: Hands): Promise<string> {
  const path = await beginCheck(app, 'healthy-work');
  await rateAll(app, path, app.checks.definition('healthy-work'), 'some');
  const next = (await taken(app.post(`${path}/neu`, {}))).replace(/\/thema\/.*/, '');
  const draft = await taken(people.office.post('/standards/fassung/healthy-work', {}));
  await taken(people.office.post(`${draft}/schritt`, { schritt: 'try' }));
  return next;
}

/** A check on which a team is answering. */
async function teamCheck({ app }: Hands): Promise<string> {
  const path = await beginCheck(app, 'attractive-employer');
  await taken(app.post(`${path}/team`, { management: '1', staff: '5', days: '7' }));
  return path;
}

/** A company's own sheet whose team has answered. */
async function sheetWithTeam({ app }: Hands, owner: Person, company: string): Promise<string> {
  const path = await beginCheck(app, 'attractive-employer');
  await taken(app.post(`${path}/team`, { management: '1', staff: '5', days: '7' }));
  const point = app.checks.definition('attractive-employer').themes[0]?.checkpoints[0]?.id ?? '';
  for (const link of (await teamLinks(app, path)).slice(0, 5)) await answerAsMember(app, link, { [point]: 'some' });
  await taken(app.post(`${path}/team/schliessen`, {}));
  await planMeasures(app, path, 5);
  await taken(owner.post(`/betrieb/${company}/holen`, { link: `http://localhost${path}` }));
  const { rows } = await sql<{ subject: string }>`select subject from companies.claim where company_id = ${company}
    order by claimed_at desc limit 1`.execute(app.services.db);
  return rows[0]?.subject ?? '';
}

/** A company on the way to an award, up to what the office decides; `isGranted`: up to its certificate. */
async function award(hands: Hands, owner: Person, company: string, isGranted: boolean): Promise<string> {
  const { app, people, places } = hands;
  const base = `/betrieb/${company}/praedikat/${AWARD}`;
  await taken(owner.post(base, {}));
  const assessment = await sheetWithTeam(hands, owner, company);
  for (const task of ['survey', 'plan']) await taken(owner.post(`${base}/entry/${task}`, { assessment }));
  await taken(owner.post(`${base}/entry/group`, { management: '1', staff: '2' }));
  const talk = { day: app.clock.now().toISOString().slice(0, 10), with: 'Prozessbegleitung', result: 'Zwei Ziele' };
  await taken(owner.post(`${base}/entry/talks`, talk));
  await taken(owner.post(`${base}/entry`, { named: 'ja' }));
  const { rows } = await sql<{ id: string }>`select id from awards.decision order by id desc limit 1`.execute(app.services.db);
  const review = `/praedikate/pruefung/${rows[0]?.id}`;
  await taken(people.office.post(`${review}/begleitung`, { begleitung: places.consultant.name }));
  if (!isGranted) return review;
  await taken(people.consultant.post(review, { finding: 'Überzeugt.', recommends: 'ja' }));
  await taken(people.office.post(`${review}/entscheiden`, { ergebnis: 'granted', note: '' }));
  return review;
}

/** Somebody with a company that the office has proved. */
async function provedCompany({ app, people }: Hands, name: string) {
  const owner = await app.as();
  const company = idIn(await taken(owner.post('/betrieb/neu', { name, place: '24103' })));
  await taken(owner.post(`/betrieb/${company}/nachweis`, { proof: 'HRB 1 Kiel' }));
  await taken(people.office.post(`/geschaeftsstelle/betriebe/${company}`, { ergebnis: 'proved' }));
  return { owner, company };
}

/** The company of the walks: its checks, its part in the comparison, its award; another with a proof that waits. */
export async function makeChecks(hands: Hands) {
  const { app, places, people } = hands;
  const owner = people.company;
  const company = `/betrieb/${places.company}`;
  const check = await filledCheck(hands);
  const team = await teamCheck(hands);
  await taken(owner.post(`${company}/holen`, { link: `http://localhost${check.path}` }));
  await taken(owner.post(`${company}/nachweis`, { proof: 'HRB 7 Kiel' }));
  await taken(people.office.post(`/geschaeftsstelle/betriebe/${places.company}`, { ergebnis: 'proved' }));
  const bogen = found(await pageOf(owner, `${company}/vergleich`), /name="bogen" value="([0-9a-f-]+)"/);
  await taken(owner.post(`${company}/vergleich`, { bogen, tun: 'dabei' }));
  await manyContributions(app.services.db, 25);
  await app.comparison.release();
  const decided = await award(hands, owner, places.company, true);
  const certificate = await sql<{ number: string }>`select number from awards.decision where state = 'granted'`.execute(app.services.db);
  const other = await provedCompany(hands, 'Bäckerei Beispiel');
  const waiting = await award(hands, other.owner, other.company, false);
  const third = await app.as();
  const asking = idIn(await taken(third.post('/betrieb/neu', { name: 'Gärtnerei Probe', place: '24103' })));
  await taken(third.post(`/betrieb/${asking}/nachweis`, { proof: 'Handwerksrolle 12' }));
  const renewed = await oldSheet(hands);
  return { ...check, team, renewed, decided, waiting, proof: asking, certificate: certificate.rows[0]?.number ?? '' };
}
