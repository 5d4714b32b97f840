/** From the company's words to the desk where they are worked on (findings/insiders B3, B4, B14). */
import { describe, expect, it } from 'vitest';
import { storedMails } from '../src/platform/mail/index.ts';
import { requestsTexts } from '../src/modules/requests/index.ts';
import { testApplication } from './support/application.ts';
import { pathIn } from './support/mail.ts';

const application = await testApplication();
const { as, get, post, services } = application;
const { db, pool, jobs } = services;
const { rows: people } = await pool.query(
  "select id, slug, name, email, town from consultants.consultant where state = 'published' order by id limit 3",
);
type Person = Record<'id' | 'slug' | 'name' | 'email', string>;
const [person, other] = people as [Person, Person];

const NEED = 'Unser Krankenstand ist hoch, und wir wissen nicht warum.';

describe('a request that is taken up', () => {
  it('leads at once to its case, which opens with what was asked, by whom, and their check', async () => {
    const started = await post('/checks/company-check/start', {});
    const sheet = (started.headers.get('location') ?? '').split('/')[2] ?? '';
    const asked = await post('/anfrage', {
      an: `consultant:${person.slug}`,
      bogen: sheet,
      share: 'profile',
      company: 'Malerei Muster',
      contact: 'Max Muster',
      email: 'max@malerei.example',
      phone: '0431 123456',
      place: '24103 Kiel',
      message: NEED,
      consent: 'ja',
    });
    expect(asked.status).toBe(303);
    await jobs.drain();
    const consultant = await as(['consultant', person.id]);
    const inbox = await (await consultant.get(`/beratungsprofil/${person.id}/anfragen`)).text();
    const [path = ''] = new RegExp(`/beratungsprofil/${person.id}/anfragen/[0-9a-f-]{36}`).exec(inbox) ?? [];
    const answered = await consultant.post(path, { answer: 'accept', word: 'Ich rufe morgen an.', to: '' });
    const desk = answered.headers.get('location') ?? '';
    expect(desk).toMatch(/^\/faelle\//);
    const html = await (await consultant.get(desk)).text();
    for (const part of [NEED, 'Max Muster', 'mailto:max@malerei.example', 'tel:0431123456', 'Malerei Muster', requestsTexts('de').shared])
      expect(html).toContain(part);
    expect(html.indexOf(NEED)).toBeLessThan(html.indexOf('name="minutes"'));
    expect(await (await consultant.get(path)).text()).toContain(`href="${desk}"`);
    await jobs.drain();

    // One letter to the company for one acceptance, with one link; one to the consultant for one request.
    const letters = await storedMails(db, 200);
    const accepted = letters.filter((mail) => mail.to === 'max@malerei.example' && !mail.text.includes('ist angekommen'));
    expect(accepted).toHaveLength(1);
    expect(accepted[0]?.text).toContain('Ich rufe morgen an.');
    expect(accepted[0]?.text.match(/https?:\/\//g)).toHaveLength(1);
    const own = pathIn(accepted[0]?.text, '/fall/');
    const company = await (await get(own)).text();
    for (const part of [NEED, 'Ich rufe morgen an.', person.name]) expect(company).toContain(part);
    expect(company).not.toContain(person.email); // a consultant's address is theirs to tell
    const toConsultant = letters.filter((mail) => [person.email, consultant.email].includes(mail.to));
    expect(toConsultant).toHaveLength(1);
  });

  it('tells the company when a goal waits for its yes, once a day however many there are', async () => {
    const consultant = await as(['consultant', person.id]);
    const [desk = ''] = /\/faelle\/[0-9a-f-]{36}/.exec(await (await consultant.get('/faelle')).text()) ?? [];
    for (const goal of ['Krankenstand unter fünf vom Hundert', 'Ein Gespräch im Monat'])
      expect((await consultant.post(`${desk}/ziele`, { goal })).status).toBe(303);
    const letters = (await storedMails(db, 200)).filter((mail) => mail.subject === 'Ein Ziel wartet auf Ihre Zustimmung');
    expect(letters.map((mail) => mail.to)).toEqual(['max@malerei.example']);
    const own = pathIn(letters[0]?.text, '/fall/');
    expect((await post(`${own}/ziele`, {})).status).toBe(303);
    expect(await (await get(own)).text()).not.toContain('der Betrieb hat noch nicht zugestimmt');
  });

  it('is found in the account by the address it came from, and by the link to its case', async () => {
    const found = (await pool.query('select id from accounts."user" where email = $1', ['max@malerei.example'])).rows[0];
    expect(found).toBeUndefined();
    const max = await as();
    await pool.query('update accounts."user" set email = $1 where id = $2', ['max@malerei.example', max.id]);
    const home = (await max.post('/betrieb/neu', { name: 'Malerei Muster', place: '24103' })).headers.get('location') ?? '';
    const page = await (await max.get(home)).text();
    expect(page).toContain('Anfragen mit Ihrer E-Mail-Adresse');
    expect(page).toContain(person.name);
    const own = pathIn((await storedMails(db, 200)).find((mail) => mail.subject === 'Ihr Anliegen ist angenommen')?.text, '/fall/');
    expect((await max.post(`${home}/holen`, { link: `${application.config.publicUrl}${own}` })).status).toBe(303);
    const after = await (await max.get(home)).text();
    expect(after).not.toContain('Anfragen mit Ihrer E-Mail-Adresse');
    expect(after).toContain(person.name);
    const stranger = await as();
    const other_ = (await stranger.post('/betrieb/neu', { name: 'Andere', place: '' })).headers.get('location') ?? '';
    expect(await (await stranger.get(other_)).text()).not.toContain(person.name);
  });

  it('is handed on by a name; where several fit one chooses, and no field asks for an address', async () => {
    const consultant = await as(['consultant', person.id]);
    const [desk = ''] = /\/faelle\/[0-9a-f-]{36}/.exec(await (await consultant.get('/faelle')).text()) ?? [];
    const page = await (await consultant.get(desk)).text();
    expect(page).not.toMatch(/[Kk]urzname/);
    const several = await consultant.post(`${desk}/weitergabe`, { to: 'er', word: '' });
    const html = await several.text();
    expect(several.status).toBe(422);
    expect(html).toContain('Bitte wählen Sie unten aus');
    expect(html.match(/name="toWahl"/g)?.length).toBeGreaterThan(3);
    expect(html).toContain('value="er"'); // what was typed is still there
    const done = await consultant.post(`${desk}/weitergabe`, {
      to: other.name,
      word: 'Arbeitszeit',
      toWahl: `consultant:${other.slug}`,
    });
    expect(done.status).toBe(303);
    const next = await as(['consultant', other.id]);
    expect(await (await next.get(desk)).text()).toContain(NEED);
  });
});
