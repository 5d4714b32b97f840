/** Everybody gets to their workplace by clicking (findings/insiders B1, B2): from the office's desk, a record, an import, a letter. */
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { storedMails } from '../src/platform/mail/index.ts';
import { lookedIn, startCampaign } from './support/mailing.ts';
import { testApplication } from './support/application.ts';
import { cookiesOf } from './support/cookies.ts';
import { mailTo, pathIn } from './support/mail.ts';
import { MANY_CONSULTANTS } from './support/people.ts';

const application = await testApplication();
const { accounts, app, as, config, get, post, services, clock } = application;
const { db, pool } = services;

const one = async (table: string): Promise<{ id: string; slug: string; name: string }> =>
  (await pool.query(`select id, slug, name from ${table} order by id limit 1`)).rows[0];

/** From the letter of an invitation to the workplace, as somebody who has never been here. */
async function takeInvitation(email: string, name: string) {
  const path = pathIn((await mailTo(db, email, '/einladung/'))?.text, '/einladung/');
  expect(await (await get(path)).text()).toContain(`Link an ${email} schicken`);
  await post(path, {});
  const link = pathIn((await mailTo(db, email, '/anmelden/link/'))?.text, '/anmelden/link/');
  const next = new URLSearchParams(link.split('?')[1]).get('weiter') ?? '';
  const entered = await post(link.split('?')[0] ?? '', { weiter: next });
  expect(entered.headers.get('location')).toBe(path);
  const cookie = cookiesOf(entered);
  const accepted = await post(path, { name }, { cookie });
  return { cookie, workplace: accepted.headers.get('location') ?? '' };
}

/** The addresses of all links on a page. */
const links = (html: string) => [...html.matchAll(/href="([^"]+)"/g)].map((match) => (match[1] ?? '').replaceAll('&amp;', '&'));

describe('a consultant gets into the workplace', () => {
  it('invited from the record: desk → list → the person’s page → invitation → own profile', async () => {
    const office = await as(['office']);
    const person = await one('consultants.consultant');
    const desk = links(await (await office.get('/geschaeftsstelle')).text());
    expect(desk).toContain('/geschaeftsstelle/zugaenge');
    expect(links(await (await office.get('/geschaeftsstelle/zugaenge')).text())).toContain('/geschaeftsstelle/zugaenge?art=consultant');
    const record = links(await (await office.get(`/beratung/${person.slug}`)).text());
    expect(record).toContain(`/beratungsprofil/${person.id}`);
    const members = record.find((href) => href.startsWith('/mitarbeit/consultant/')) ?? '';
    expect((await office.get(members)).status).toBe(200);
    await office.post(`${members}/einladen`, { email: 'berta@beratung.example', role: 'consultant' });
    const { cookie, workplace } = await takeInvitation('berta@beratung.example', 'Berta Beratung');
    expect(workplace).toBe(`/beratungsprofil/${person.id}`);
    for (const path of [workplace, `${workplace}/akkreditierung`, `${workplace}/sichtbarkeit`, `${workplace}/anfragen`])
      expect([path, (await get(path, { cookie })).status]).toEqual([path, 200]);
  });

  it('by “Das bin ich”, with the office’s yes', async () => {
    const { rows } = await pool.query('select id, slug, name from consultants.consultant order by id offset 1 limit 1');
    const [person] = rows as { id: string; slug: string; name: string }[];
    const applicant = await as();
    const page = await (await applicant.get(`/beratung/${person?.slug}`)).text();
    expect(page).toContain('Das bin ich');
    expect(links(page)).not.toContain(`/beratungsprofil/${person?.id}`);
    const join = `/beitreten/consultant/${person?.id}`;
    expect(await (await applicant.get(join)).text()).toContain('Die Geschäftsstelle sieht nach');
    expect((await applicant.post(join, { word: 'Ich berate seit 2010.' })).status).toBe(303);
    expect((await applicant.get(`/beratungsprofil/${person?.id}`)).status).toBe(403);
    const office = await as(['office']);
    const waiting = await (await office.get('/geschaeftsstelle')).text();
    expect(links(waiting)).toContain(`/mitarbeit/consultant/${person?.id}`);
    expect(waiting).toContain(`Bitte um Mitarbeit: ${person?.name}`);
    expect(await (await applicant.get('/konto')).text()).toContain(person?.name);
    const members = await (await office.get(`/mitarbeit/consultant/${person?.id}`)).text();
    const [decide = ''] = /\/mitarbeit\/consultant\/[0-9a-f-]{36}\/beitritt\/[0-9a-f-]{36}/.exec(members) ?? [];
    await office.post(decide, { entscheidung: 'ja' });
    expect((await applicant.get(`/beratungsprofil/${person?.id}`)).status).toBe(200);
  });

  it('by the letter about an accreditation: its link is an invitation where there is no access yet', async () => {
    await pool.query(MANY_CONSULTANTS, [3, 3, '2027-06-01']);
    const { accreditation } = application;
    const [scheme] = accreditation.schemes;
    const office = await as(['office']);
    const { started } = await startCampaign(office, { scheme: scheme?.id ?? '', deadline: '2027-03-01' });
    expect(started.status).toBe(303);
    await accreditation.campaigns.work();
    const { workplace } = await takeInvitation('person1@beratung.example', 'Person 1');
    expect(workplace).toMatch(/^\/beratungsprofil\//);
  });

  it('all at once from the table: a thousand, each once, however often somebody presses', async () => {
    await pool.query(`delete from accounts.invitation; delete from consultants.consultant where email like 'person%'`);
    await pool.query(MANY_CONSULTANTS, [1000, 1000, '2027-06-01']);
    const office = await as(['office']);
    const asked = await office.post('/geschaeftsstelle/zugaenge/einladen', { art: 'consultant', suche: 'person', umfang: 'alle' });
    expect(await asked.text()).toMatch(/1000 Einladungen senden\?/);
    const list = { art: 'consultant', suche: 'person' };
    const shown = await (await office.post('/geschaeftsstelle/zugaenge/einladen', { ...list, umfang: 'alle' })).text();
    // How many, to whom, and the letter; a sample to oneself; and nothing without a look at just that.
    for (const words of ['Ihr Beratungsprofil', 'das Beratungsprofil „Person 1“', '/einladung/…', 'Probe an mich'])
      expect(shown).toContain(words);
    expect(await (await office.post('/geschaeftsstelle/zugaenge/probe', { ...list, umfang: 'alle' })).text()).toContain('Die Probe ist');
    await services.jobs.drain();
    expect((await storedMails(db, 5000)).filter((mail) => mail.subject.startsWith('Probe: Einladung')).map((mail) => mail.to)).toEqual([
      office.email,
    ]);
    const wish = { ...list, umfang: 'alle', angesehen: lookedIn(shown) ?? '' };
    const stale = await office.post('/geschaeftsstelle/zugaenge/einladen', { ...wish, angesehen: 'etwas anderes' });
    expect([stale.status, (await stale.text()).includes('hat sich der Text oder die Liste geändert')]).toEqual([422, true]);
    await Promise.all([office.post('/geschaeftsstelle/zugaenge/einladen', wish), office.post('/geschaeftsstelle/zugaenge/einladen', wish)]);
    const { rows } = await sql<{ n: number; people: number }>`select count(*)::int as n, count(distinct email)::int as people
      from accounts.invitation where role = 'consultant' and email like 'person%'`.execute(db);
    expect(rows[0]).toEqual({ n: 1000, people: 1000 });
    const page = await (await office.get('/geschaeftsstelle/zugaenge?art=consultant&suche=person&stand=invited')).text();
    expect(page).toContain('1.000 Einträge');
    expect(page).toContain('Seite 1 von 20');
  });
});

describe('whoever has just signed in', () => {
  it('lands where the work is, where that is one place; else on the account', async () => {
    const place = await one('organisations.organisation');
    const flash = { cookie: '' };
    const landing = async (...roles: Parameters<typeof as>) => {
      const person = await as(...roles);
      return (await person.get('/konto', { ...flash, cookie: `${person.cookie}; meldung=angemeldet` })).headers.get('location');
    };
    expect(await landing(['organisationEditor', place.id])).toBe(`/organisation/${place.id}`);
    expect(await landing(['office'])).toBe('/geschaeftsstelle');
    expect(await landing(['organisationEditor', place.id], ['bodyMember', place.id])).toBeNull();
    expect(await landing()).toBeNull();
  });
});

describe('the office reaches every place and its people', () => {
  it.each([
    ['organisations.organisation', '/partner/', '/organisation/', 'organisation'],
    ['networks.network', '/vor-ort/', '/netzwerk/', 'network'],
    ['governance.body', '/gremien/', '/gremienarbeit/gremien/', 'body'],
  ])('%s: from the record and from the list', async (table, publicPath, workplace, scope) => {
    const office = await as(['office']);
    const place = await one(table);
    const record = links(await (await office.get(`${publicPath}${place.slug}`)).text());
    expect(record).toContain(`${workplace}${place.id}`);
    expect(record).toContain(`/mitarbeit/${scope}/${place.id}`);
    const list = links(await (await office.get(`/geschaeftsstelle/zugaenge?art=${scope}&suche=${encodeURIComponent(place.name)}`)).text());
    for (const href of [`${workplace}${place.id}`, `/mitarbeit/${scope}/${place.id}`, `${publicPath}${place.slug}`]) {
      expect(list).toContain(href);
      expect([href, (await office.get(href)).status]).toEqual([href, 200]);
    }
  });

  it('strangers see the way in, and no door that is shut for them', async () => {
    const place = await one('organisations.organisation');
    const record = links(await (await get(`/partner/${place.slug}`)).text());
    expect(record).toContain(`/beitreten/organisation/${place.id}`);
    expect(record.filter((href) => /^\/(?:organisation|mitarbeit)\//.test(href))).toEqual([]);
  });

  it('appoints chair and secretary of a body there', async () => {
    const office = await as(['office']);
    const body = await one('governance.body');
    await office.post(`/mitarbeit/body/${body.id}/einladen`, { email: 'sara@gremium.example', role: 'bodySecretary' });
    const { cookie, workplace } = await takeInvitation('sara@gremium.example', 'Sara Schrift');
    expect((await get(workplace, { cookie })).status).toBe(200);
    expect((await get(`/gremienarbeit/gremien/${body.id}`, { cookie })).status).toBe(200);
  });
});

describe('after an import', () => {
  const upload = async (cookie: string, csv: string) => {
    const body = new FormData();
    body.set('art', 'organisations');
    body.set('datei', new File([csv], 'partner.csv', { type: 'text/csv' }));
    const headers = { origin: config.publicUrl, host: new URL(config.publicUrl).host, cookie };
    clock.advance(1000);
    return app.request('/geschaeftsstelle/daten/einlesen', { method: 'POST', headers, body });
  };

  it('of 300 partners one action invites their coordinators', async () => {
    const office = await as(['office']);
    const rows = Array.from(
      { length: 300 },
      (_, n) => `Neukammer ${n};Kammern;Berät Betriebe vor Ort.;post${n}@neukammer.example;24103 Kiel`,
    );
    await office.get('/konto'); // signs in anew: the clock has moved
    const previewed = await upload(office.cookie, ['Name;Art;Beschreibung;E-Mail;Ort', ...rows].join('\n'));
    const path = previewed.headers.get('location') ?? '';
    expect(path).toContain('/einlesen/');
    const applied = await office.post(`${path}/anwenden`, {});
    const after = await (await office.get(applied.headers.get('location') ?? '')).text();
    const [invite = ''] = links(after).filter((href) => href.includes('/geschaeftsstelle/zugaenge'));
    const list = await (await office.get(invite)).text();
    expect(list).toContain('Alle 300 ohne Zugang einladen');
    const query = Object.fromEntries(new URLSearchParams(invite.split('?')[1]));
    const look = await (await office.post('/geschaeftsstelle/zugaenge/einladen', { ...query, umfang: 'alle' })).text();
    await office.post('/geschaeftsstelle/zugaenge/einladen', { ...query, umfang: 'alle', angesehen: lookedIn(look) ?? '' });
    const letters = (await storedMails(db, 5000)).filter((mail) => mail.to.endsWith('@neukammer.example'));
    expect(new Set(letters.map((mail) => mail.to)).size).toBe(300);
    expect(letters).toHaveLength(300);
  });
});

describe('a chosen row', () => {
  it('goes to the address that stands beside it; a wrong one is named and nothing is sent', async () => {
    const office = await as(['office']);
    const place = await one('networks.network');
    const wish = (email: string) => ({ art: 'network', umfang: 'gewaehlte', wer: place.id, [`an_${place.id}`]: email });
    const send = async (email: string) => {
      const shown = await office.post('/geschaeftsstelle/zugaenge/einladen', wish(email));
      const looked = shown.status === 200 ? lookedIn(await shown.clone().text()) : undefined;
      return looked ? office.post('/geschaeftsstelle/zugaenge/einladen', { ...wish(email), angesehen: looked }) : shown;
    };
    const wrong = await send('keine Adresse');
    const again = await wrong.text();
    expect([wrong.status, again.includes(place.name)]).toEqual([422, true]);
    // What was ticked and typed still stands there, and is marked.
    expect(again).toMatch(new RegExp(`value="${place.id}" checked`));
    expect(again).toMatch(/value="keine Adresse"[^>]*aria-invalid="true"/);
    expect(again).toContain(`href="#an_${place.id}"`);
    expect(again).toContain(`id="an_${place.id}"`);
    expect((await send('nora@netz.example')).status).toBe(303);
    const { workplace } = await takeInvitation('nora@netz.example', 'Nora Netz');
    expect(workplace).toBe(`/netzwerk/${place.id}`);
    // Another tab, which still shows it as without access, writes no second letter, to whatever address; and says why.
    const late = await send('anders@netz.example');
    expect([late.status, (await late.text()).includes(`keine zweite Einladung: ${place.name}`)]).toEqual([422, true]);
    expect(await mailTo(db, 'anders@netz.example', '/einladung/')).toBeUndefined();
    const { rows } = await pool.query('select id, name from networks.network where id <> $1 order by id limit 1', [place.id]);
    const [other] = rows as { id: string; name: string }[];
    const empty = { art: 'network', umfang: 'gewaehlte', wer: other?.id ?? '', [`an_${other?.id}`]: '' };
    expect((await office.post('/geschaeftsstelle/zugaenge/einladen', empty)).status).toBe(422);
    expect(accounts).toBeDefined();
  });

  it('on a later page is kept there where something is wrong', async () => {
    const office = await as(['office']);
    const { rows } = await pool.query(`select id from consultants.consultant where email like 'person%' order by name limit 1`);
    const list = { art: 'consultant', suche: 'person', seite: '2' };
    const shown = await (await office.get(`/geschaeftsstelle/zugaenge?${new URLSearchParams(list)}`)).text();
    const pageOf = (html: string) => /Seite 2 von \d+/.exec(html)?.[0];
    expect([shown.includes('name="seite" value="2"'), pageOf(shown)]).toEqual([true, expect.any(String)]);
    const refused = await office.post('/geschaeftsstelle/zugaenge/einladen', {
      ...list,
      umfang: 'gewaehlte',
      wer: (rows[0] as { id: string }).id,
    });
    expect([refused.status, pageOf(await refused.text())]).toEqual([422, pageOf(shown)]);
  });
});
