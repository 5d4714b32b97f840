import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { storedMails } from '../src/platform/mail/index.ts';
import { DAY, MINUTE } from '../src/platform/clock.ts';
import { bucketOf, minutesOfWork } from '../src/modules/checks/figures/model.ts';
import { testApplication } from './support/application.ts';
import { beginCheck, rateAll } from './support/checks.ts';
import { answerAsMember, teamLinks, teamMember } from './support/team.ts';

const application = await testApplication({ DEMO: 'on' });
const { get, post, as, clock, checks, services, content } = application;
const { db } = services;
const definition = checks.definition('healthy-work');
const text = async (path: string) => (await get(path)).text();
const reminders = async () => (await import('../src/modules/checks/index.ts')).createReminders(services, checks);

describe('from awareness to the first measure', () => {
  it('does only the themes that matter now, and all of them again whenever one likes', async () => {
    const path = await beginCheck(application, 'healthy-work');
    await post(`${path}/zuschneiden`, { fokus: 'help' });
    const focused = await text(path);
    expect(focused).toContain('Sie machen gerade 1 von 5 Themen.');
    expect(focused).toContain('0 von 4 Punkten bewertet');
    const number = definition.themes.find((theme) => theme.id === 'help')?.number ?? 0;
    const after = await post(`${path}/thema/${number}`, { 'r_help-early': 'urgent', weiter: 'vor' });
    expect(after.headers.get('location')).toBe(`${path}/ergebnis`);
    await post(`${path}/zuschneiden`, {});
    expect(await text(path)).toContain('1 von 20 Punkten bewertet');
  });

  it('asks in the words of the trade and leaves out what does not fit', async () => {
    const path = await beginCheck(application, 'healthy-work');
    expect(await text(`${path}/thema/4`)).toContain('Zurückkommen nach Krankheit');
    await post(`${path}/zuschneiden`, { groesse: '1', branche: 'F', woerter: 'normal' });
    expect(await text(`${path}/thema/4`)).not.toContain('Zurückkommen nach Krankheit');
    expect(await text(`${path}/thema/2`)).toContain('auf der Baustelle');
    await post(`${path}/zuschneiden`, { woerter: 'plain' });
    expect(await text(`${path}/thema/2`)).toContain('Haben Sie schwere Arbeit leichter gemacht?');
    // What was answered of a theme that no longer fits is not lost.
    await post(`${path}/thema/4`, { 'r_help-return': 'urgent' });
    await post(`${path}/zuschneiden`, { groesse: '1' });
    await post(`${path}/zuschneiden`, { groesse: '10-49' });
    expect(await text(`${path}/thema/4`)).toMatch(/name="r_help-return" value="urgent"[^>]*checked/);
    expect((await post(`${path}/zuschneiden`, { groesse: 'riesig' })).status).toBe(422);
  });

  it('after each theme says where one stands and offers one small measure to take over at once', async () => {
    const path = await beginCheck(application, 'healthy-work');
    const next =
      (await post(`${path}/thema/1`, { 'r_load-amount': 'urgent', 'r_load-time': 'some', weiter: 'vor' })).headers.get('location') ?? '';
    expect(next).toBe(`${path}/thema/2?nach=1`);
    const page = await text(next);
    expect(page).toContain('„Arbeitsmenge und Arbeitszeit“: 2 Punkte sind noch nicht bewertet');
    expect(page).toContain('Ein Punkt ist dringend, bei einem gibt es etwas zu tun.');
    expect(page).toContain('Noch 18 Punkte, etwa 27 Minuten.');
    expect(page).toContain('Auftragsbestand und verfügbare Stunden wöchentlich vergleichen');
    const taken = await post(`${path}/plan/uebernehmen`, { checkpoint: 'load-amount', vorschlag: '0', zurueck: '2' });
    expect(taken.headers.get('location')).toBe(`${path}/thema/2`);
    expect(await text(`${path}/plan`)).toContain('Auftragsbestand und verfügbare Stunden wöchentlich vergleichen');
    expect(await text(next)).not.toContain('Gleich in den Plan übernehmen</span>\n<strong>Auftragsbestand');
    // Nobody is led elsewhere by a form.
    const odd = await post(`${path}/plan/uebernehmen`, { checkpoint: 'load-amount', vorschlag: '1', zurueck: '//boese.example' });
    expect(odd.headers.get('location')).toContain(`${path}/ergebnis`);
  });

  it('chooses the first measure of this week, with a day and who helps', async () => {
    const path = await beginCheck(application, 'healthy-work');
    await post(`${path}/thema/1`, { 'r_load-amount': 'urgent' });
    expect(await text(`${path}/ergebnis`)).toContain('Ihre erste Maßnahme diese Woche');
    expect((await post(`${path}/plan/erste`, { wahl: '' })).status).toBe(422);
    expect((await post(`${path}/plan/erste`, { wahl: 'eigene', text: '' })).status).toBe(422);
    expect((await post(`${path}/plan/erste`, { wahl: 'p:load-amount:0', due: 'gestern' })).status).toBe(422);
    const chosen = await post(`${path}/plan/erste`, { wahl: 'p:load-amount:0', helper: 'die Krankenkasse', responsible: 'Chefin' });
    expect(chosen.status).toBe(303);
    const plan = await text(`${path}/plan`);
    expect(plan).toContain('Diese Woche');
    expect(plan).toContain('Hilfe: die Krankenkasse');
    expect(plan).toContain('30. November 2026');
    expect(await text(`${path}/ergebnis`)).toContain('Diese Woche: Auftragsbestand');
  });

  it('leads to ready templates for the trade and the size, and to funding', async () => {
    const path = await beginCheck(application, 'healthy-work');
    const page = await text(`${path}/vorlagen/load-amount`);
    expect(page).toContain('Fertige Vorlagen und Praxishilfen');
    const slug = /\/angebote\/([\w-]+)/.exec(page)?.[1] ?? '';
    expect(slug).not.toBe('');
    await sql`update offers.offer set sizes = '{250+}' where slug = ${slug}`.execute(db);
    await post(`${path}/zuschneiden`, { groesse: '2-9' });
    expect(await text(`${path}/vorlagen/load-amount`)).not.toContain(`/angebote/${slug}"`);
    expect((await get(`${path}/vorlagen/nirgends`)).status).toBe(404);
  });

  it('a new round begins empty, takes the open measures along, and shows what moved', async () => {
    const path = await beginCheck(application, 'healthy-work');
    await rateAll(application, path, definition, 'urgent');
    await post(`${path}/plan`, { text: 'Offen' });
    await post(`${path}/plan`, { text: 'Schon getan', state: 'done' });
    const next = (await post(`${path}/neu`, {})).headers.get('location') ?? '';
    expect(await text(next)).toContain('0 von 20 Punkten bewertet');
    await post(`${next}/thema/1`, { 'r_load-amount': 'none', 'r_load-time': 'urgent' });
    const moved = await text(`${next}/bewegung`);
    expect(moved).toContain('1 Punkt ist besser geworden, 0 schlechter, 1 gleich geblieben.');
    expect(moved).toContain('Vom damaligen Plan ist 1 von 2 Maßnahmen erledigt.');
    const plan = await text(`${next}/plan`);
    expect(plan).toContain('Offen');
    expect(plan).not.toContain('Schon getan');
    expect(await text(`${path}/bewegung`)).toContain('gibt es keinen früheren');
  });
});

describe('a measure whose day has passed (findings/public 10)', () => {
  it('says so in the plan, and funding is asked for, not printed under each', async () => {
    const path = await beginCheck(application, 'healthy-work');
    await post(`${path}/plan`, {
      text: 'Gestern fällig',
      due: '2026-11-01',
      state: 'open',
      urgency: '',
      responsible: '',
      control: '',
      helper: '',
    });
    await post(`${path}/plan`, {
      text: 'Erledigt',
      due: '2026-11-01',
      state: 'done',
      urgency: '',
      responsible: '',
      control: '',
      helper: '',
    });
    const plan = await text(`${path}/plan`);
    expect([...plan.matchAll(/class="tag">überfällig</g)]).toHaveLength(1);
    expect(plan).not.toContain('Dafür gibt es vielleicht Geld');
  });
});

describe('a theme that was left out', () => {
  it('is not praised: nothing was rated', async () => {
    const path = await beginCheck(application, 'healthy-work');
    const next = await post(`${path}/thema/1`, { weiter: 'vor' });
    const page = await text(next.headers.get('location') ?? '');
    expect(page).toMatch(/noch nicht bewertet/);
    expect(page).not.toContain('läuft es gut');
    expect(page).not.toContain('ist geschafft');
  });
});

describe('looking for help from a check (findings/public 6)', () => {
  it('leads to addresses that do not hold its link: the browser knows it, whoever gets the address does not', async () => {
    const path = await beginCheck(application, 'healthy-work');
    await rateAll(application, path, definition, 'urgent');
    const token = path.split('/')[2] ?? '';
    const result = await get(`${path}/ergebnis`);
    const cookie =
      result.headers
        .getSetCookie()
        .find((each) => each.startsWith('bogen-'))
        ?.split(';')[0] ?? '';
    const mark = /^bogen-([^=]+)=/.exec(cookie)?.[1] ?? '';
    expect(token).not.toContain(mark);
    for (const page of [await result.text(), await text(`${path}/thema/1`)])
      expect(
        [...page.matchAll(/href="(\/(?:finden|anfrage)[^"]*)"/g)].map(([, href]) => href).filter((href) => href?.includes(token)),
      ).toEqual([]);
    const found = await (await get(`/finden?thema=workload&bogen=${mark}`, { cookie })).text();
    expect(found).toContain(`/bogen/${token}/ergebnis`);
    const links = [...found.matchAll(/href="(\/anfrage[^"]*)"/g)].map(([, href]) => href ?? '');
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((href) => href.includes(token))).toEqual([]);
    expect(await (await get(`/finden?thema=workload&bogen=${mark}`)).text()).not.toContain(token);
    // An address of before loses the link at once.
    const old = await get(`/finden?thema=workload&bogen=${token}`);
    expect([old.status, old.headers.get('location')]).toEqual([303, `/finden?thema=workload&bogen=${mark}`]);
    expect(await (await get(`/anfrage?bogen=${mark}`)).text()).not.toContain('name="bogen"');
  });

  it('forgets the oldest of more than ten checks, never the one that is open', async () => {
    const [path, last] = [await beginCheck(application, 'healthy-work'), await beginCheck(application, 'healthy-work')];
    const old = Array.from({ length: 12 }, (_, n) => `bogen-${n}.alt=${(path.split('/')[2] ?? '').slice(1)}${n % 10}`);
    const set = (await get(`${last}/ergebnis`, { cookie: old.join('; ') })).headers.getSetCookie();
    const gone = set.filter((each) => each.includes('Max-Age=0')).map((each) => each.split('=')[0]);
    expect(gone).toEqual(['bogen-0.alt', 'bogen-1.alt', 'bogen-2.alt']);
    expect(set.some((each) => each.startsWith('bogen-') && each.includes(last.split('/')[2] ?? '-'))).toBe(true);
  });

  it('takes along the check it comes from, whatever else this browser has open', async () => {
    const [one, other] = [await beginCheck(application, 'healthy-work'), await beginCheck(application, 'healthy-work')];
    const opened = [await get(`${one}/ergebnis`), await get(`${other}/ergebnis`)];
    const cookies = opened.map(
      (answer) =>
        answer.headers
          .getSetCookie()
          .find((each) => each.startsWith('bogen-'))
          ?.split(';')[0] ?? '',
    );
    const marks = cookies.map((cookie) => /^bogen-([^=]+)=/.exec(cookie)?.[1] ?? '');
    for (const [index, path] of [one, other].entries()) {
      const form = await (await get(`/anfrage?bogen=${marks[index]}`, { cookie: cookies.join('; ') })).text();
      expect(form).toContain(`name="bogen" value="${path.split('/')[2]}"`);
      expect(form).toContain('aus Ihrem Check „');
    }
  });
});

describe('a plan on paper', () => {
  it('comes as a table, a text, dates for the calendar, and cards with an attendance list', async () => {
    const path = await beginCheck(application, 'healthy-work');
    await post(`${path}/thema/1`, { 'r_load-amount': 'urgent' });
    await post(`${path}/plan`, { text: '=HYPERLINK("x")', responsible: 'Ümit', due: '2026-12-01', control: 'fragen', state: 'doing' });
    const bytes = async (file: string) => Buffer.from(await (await get(`${path}/${file}`)).arrayBuffer());
    expect((await bytes('plan.xlsx')).subarray(0, 2).toString()).toBe('PK');
    expect((await bytes('plan.docx')).subarray(0, 2).toString()).toBe('PK');
    expect((await bytes('plan.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    const ICAL = (await import('ical.js')).default;
    const calendar = new ICAL.Component(ICAL.parse((await bytes('plan.ics')).toString()));
    const event = calendar.getFirstSubcomponent('vevent');
    expect(event?.getFirstPropertyValue('summary')).toBe('=HYPERLINK("x")');
    expect(String(event?.getFirstPropertyValue('dtstart'))).toBe('2026-12-01');
    const { readSheet } = await import('read-excel-file/node');
    const rows = (await readSheet(await bytes('plan.xlsx'))) as unknown as string[][];
    expect(rows[1]?.slice(0, 4)).toEqual(['\'=HYPERLINK("x")', 'läuft', null, 'Ümit']);

    expect((await get(`${path}/unterweisung?zeigen=1`)).status).toBe(422);
    const many = definition.themes.flatMap((theme) => theme.checkpoints.map((point) => `punkt=${point.id}`)).join('&');
    expect((await get(`${path}/unterweisung?zeigen=1&${many}`)).status).toBe(422);
    const cards = await text(`${path}/unterweisung?zeigen=1&punkt=load-amount`);
    expect(cards).toContain('Karte 1 von 1');
    expect((await bytes('unterweisung.pdf?punkt=load-amount')).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await get(`${path}/unterweisung.pdf`)).status).toBe(422);
  });
});

describe('a team', () => {
  const links = (path: string) => teamLinks(application, path);
  const member = (link: string) => teamMember(application, link);
  const answer = (link: string, rating: string) => answerAsMember(application, link, { 'load-amount': rating, 'load-time': rating });

  it('answers without names; there is a result only after closing and with five', async () => {
    const path = await beginCheck(application, 'healthy-work');
    expect((await post(`${path}/team`, { management: '1', staff: '3', days: '7' })).status).toBe(422);
    await post(`${path}/team`, { management: '1', staff: '6', days: '7' });
    expect((await post(`${path}/team`, { management: '1', staff: '6', days: '7' })).status).toBe(422);
    const all = await links(path);
    expect(new Set(all).size).toBe(7);
    for (const link of all.slice(0, 4)) expect((await answer(link, 'urgent')).status).toBe(303);
    // A link answers once: who comes later is told the same and counts for nothing.
    expect((await answer(all[0] ?? '', 'none')).headers.get('location')).toBe(all[0]);
    expect(await text(`${path}/team`)).toContain('Noch haben weniger als fünf geantwortet.');
    await answer(all[4] ?? '', 'urgent');
    const open = await text(`${path}/team`);
    expect(open).toContain('Mindestens fünf haben geantwortet.');
    expect(open).not.toContain('hoch');
    // Nothing ties an answer to a link.
    const columns = await sql<{
      column_name: string;
    }>`select column_name from information_schema.columns where table_schema = 'checks' and table_name = 'team_answer'`.execute(db);
    expect(columns.rows.map((row) => row.column_name).toSorted()).toEqual(['grp', 'id', 'ratings', 'round_id']);

    await post(`${path}/team/schliessen`, {});
    const result = await text(`${path}/team`);
    expect(result).toContain('Mindestens 5 haben geantwortet.');
    expect(result).toContain('weitgehend einig');
    expect(result).not.toContain('Führungskräfte</caption>');
    expect((await sql`select 1 from checks.team_answer`.execute(db)).rows).toEqual([]);
    expect((await get(all[5] ?? '')).status).toBe(410);
    expect(result).toContain('Eine neue Runde ist ab dem');
    expect((await post(`${path}/team`, { management: '0', staff: '9', days: '7' })).status).toBe(422);
  });

  it('closed with fewer than five there is no result, and everything is deleted', async () => {
    const path = await beginCheck(application, 'healthy-work');
    await post(`${path}/team`, { management: '0', staff: '5', days: '7' });
    const all = await links(path);
    for (const link of all.slice(0, 4)) await answer(link, 'urgent');
    await post(`${path}/team/schliessen`, {});
    expect(await text(`${path}/team`)).toContain('weniger als fünf geantwortet. Deshalb gibt es kein Ergebnis');
    expect((await sql`select 1 from checks.team_answer`.execute(db)).rows).toEqual([]);
  });

  it('what was begun waits in its own browser until it is handed in', async () => {
    const path = await beginCheck(application, 'healthy-work');
    await post(`${path}/team`, { management: '0', staff: '5', days: '7' });
    const [link = ''] = await links(path);
    const { ask, read } = member(link);
    expect((await ask('/abgeben', {})).status).toBe(422);
    await ask('/thema/1', { 'r_load-amount': 'some' });
    expect(await read('/thema/1')).toMatch(/value="some"[^>]*checked/);
    expect(await read()).toContain('1 von 20 Punkten beantwortet');
    await ask('/abgeben', {});
    expect(await read()).toContain('Ihre Antworten sind abgegeben.');
    expect((await ask('/thema/1', { 'r_load-amount': 'none' })).headers.get('location')).toBe(link);
    clock.advance(8 * DAY);
    expect((await ask('')).status).toBe(410);
    // Another link, whatever the random one ends with.
    expect((await get(`${link.slice(0, -1)}${link.endsWith('A') ? 'Q' : 'A'}`)).status).toBe(404);
  });

  it('whoever handed the links out can open them, and sees neither answers nor who has answered', async () => {
    const path = await beginCheck(application, 'healthy-work');
    await post(`${path}/team`, { management: '0', staff: '5', days: '7' });
    const [unused = '', begun = '', done = ''] = await links(path);
    await member(begun).ask('/thema/1', { 'r_load-amount': 'urgent' });
    await answer(done, 'urgent');
    const seen = async (link: string, page: string) =>
      (await member(link).read(page)).replaceAll(link, '/team/…').replaceAll(/nonce="[^"]*"|(?<=name="_einmal" value=")[^"]*/g, '');
    for (const page of ['', '/thema/1']) {
      const fresh = await seen(unused, page);
      expect(fresh).toContain('<h1>');
      expect([await seen(begun, page), await seen(done, page)]).toEqual([fresh, fresh]);
    }
    // The cookie is for its link alone, and no script reads it.
    const { headers } = await member(unused).ask('/thema/1', { 'r_load-amount': 'none' });
    const cookie = headers.getSetCookie().find((each) => each.startsWith('team=')) ?? '';
    expect(cookie).toContain(`Path=${unused};`);
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax/);
  });
});

describe('reminders', () => {
  const mailsTo = async (email: string) => (await storedMails(db, 1000)).filter((mail) => mail.to === email);

  it('are sent only after they were confirmed, kindly, and end with one click', async () => {
    const path = await beginCheck(application, 'healthy-work');
    await post(`${path}/thema/1`, { 'r_load-amount': 'some' });
    expect((await post(`${path}/erinnerung`, { email: 'keine' })).status).toBe(422);
    await post(`${path}/erinnerung`, { email: 'pause@betrieb.example' });
    const [confirm] = await mailsTo('pause@betrieb.example');
    const link = /\/erinnerung\/[\w-]{43}/.exec(confirm?.text ?? '')?.[0] ?? '';
    clock.advance(12 * DAY);
    await (await reminders()).send();
    expect(await mailsTo('pause@betrieb.example')).toHaveLength(1);
    await post(link, {});
    await (await reminders()).send();
    await (await reminders()).send();
    const mails = await mailsTo('pause@betrieb.example');
    expect(mails).toHaveLength(2);
    const friendly = mails.find((mail) => mail.subject.startsWith('Weiter mit'));
    expect(friendly?.text).toContain('noch 19 Punkte offen');
    const resume = /\/bogen\/[\w-]{43}\/thema\/1/.exec(friendly?.text ?? '')?.[0] ?? '';
    expect((await get(resume)).status).toBe(200);
    // A mail program ends it by a POST from nowhere (RFC 8058).
    const ended = await application.app.request(`${link}/ende`, { method: 'POST' });
    expect(await ended.text()).toContain('Ihre Adresse ist gelöscht.');
    expect((await get(link)).status).toBe(410);
    expect((await sql`select 1 from checks.reminder`.execute(db)).rows).toEqual([]);
  });

  it('name measures that are due', async () => {
    const path = await beginCheck(application, 'healthy-work');
    const due = new Date(clock.now().getTime() + 2 * DAY).toISOString().slice(0, 10);
    await post(`${path}/plan`, { text: 'Lampen tauschen', due });
    await post(`${path}/erinnerung`, { email: 'plan@betrieb.example' });
    const [confirm] = await mailsTo('plan@betrieb.example');
    await post(/\/erinnerung\/[\w-]{43}/.exec(confirm?.text ?? '')?.[0] ?? '', {});
    expect(await (await reminders()).send()).toBeGreaterThan(0);
    expect((await mailsTo('plan@betrieb.example')).some((mail) => mail.text.includes('Lampen tauschen'))).toBe(true);
  });

  it('forget who never confirmed', async () => {
    const path = await beginCheck(application, 'healthy-work');
    await post(`${path}/erinnerung`, { email: 'nie@betrieb.example' });
    clock.advance(15 * DAY);
    await (await reminders()).send();
    expect((await sql`select 1 from checks.reminder where email = 'nie@betrieb.example'`.execute(db)).rows).toEqual([]);
  });
});

describe('use figures', () => {
  it('count work without breaks', () => {
    const at = (minutes: number) => new Date(minutes * MINUTE);
    expect(minutesOfWork([])).toBe(0);
    expect(minutesOfWork([at(0), at(5), at(100), at(103)])).toBe(10);
    expect([bucketOf(0), bucketOf(10), bucketOf(10.1), bucketOf(500)]).toEqual([10, 10, 20, 9999]);
  });

  it('tell levels with and without company, where people stop, and how long it takes, without anybody in them', async () => {
    const office = await as(['office']);
    for (let i = 0; i < 5; i++) {
      const path = await beginCheck(application, 'human-centred-ai');
      await rateAll(application, path, checks.definition('human-centred-ai'));
      await get(`${path}/ergebnis`);
    }
    const stopped = await beginCheck(application, 'human-centred-ai');
    await post(`${stopped}/thema/1`, { 'r_purpose-problem': 'some' });
    clock.advance(31 * DAY);
    expect(await checks.countStopped()).toBeGreaterThan(0);
    expect(await checks.countStopped()).toBe(0);
    const page = await (await office.get('/geschaeftsstelle/zahlen')).text();
    expect(page).toContain('Zahlen zu den Checks');
    expect(page).toContain('unter 5');
    expect((await get('/geschaeftsstelle/zahlen')).status).toBe(303);
    const rows = await sql<{
      reached: number;
    }>`select reached from checks.funnel where check_id = 'human-centred-ai' and stage = 'analysed' and not accompanied`.execute(db);
    expect(rows.rows.reduce((sum, row) => sum + row.reached, 0)).toBe(5);
  });
});

describe('checks for other programs', () => {
  it('are given as JSON that its schema accepts, and name their versions', async () => {
    const list = (await (await get('/api/checks')).json()) as { id: string; hash: string; versions: number[] }[];
    expect(list.map(({ id }) => id)).toContain('company-check');
    const { default: Ajv } = await import('ajv/dist/2020.js');
    const schema = (await (await get('/api/checks/schema/definition.schema.json')).json()) as object;
    const validate = new Ajv({ strict: false, formats: { date: true } }).compile(schema);
    for (const { id, hash } of list) {
      const definition_ = (await (await get(`/api/checks/${id}`)).json()) as { hash: string };
      expect(validate(definition_), JSON.stringify(validate.errors)).toBe(true);
      expect(definition_.hash).toBe(hash);
    }
    expect((await get('/api/checks/healthy-work/1')).status).toBe(200);
    for (const wrong of ['nirgends', 'healthy-work/99', 'healthy-work/x', 'schema/x'])
      expect((await get(`/api/checks/${wrong}`)).status).toBe(404);
    const openapi = (await (await get('/api/checks/openapi.json')).json()) as {
      openapi: string;
      components: { schemas: { Summary: object } };
    };
    const summary = new Ajv({ strict: false }).compile(openapi.components.schemas.Summary);
    expect([openapi.openapi, list.every((each) => summary(each))]).toEqual(['3.1.0', true]);
    const path = await beginCheck(application, 'healthy-work');
    const own = new Ajv({ strict: false }).compile((await (await get('/api/checks/schema/assessment.schema.json')).json()) as object);
    expect(own(await (await get(`${path}/datei.json`)).json()), JSON.stringify(own.errors)).toBe(true);
    expect(content.checks.length).toBe(4);
  });
});
