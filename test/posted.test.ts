/** Two clicks make one record, and nobody saves unseen over somebody else (findings/imports-mail-time F12, F20). */
import { describe, expect, it } from 'vitest';
import { CHOICE_PREFIX, KEY_FIELD, PAGE_FIELD, SEEN_FIELD } from '../src/platform/forms/shell-fields.ts';
import { localMoment } from '../src/platform/clock.ts';
import { formsIn, type ShownForm } from '../src/platform/http/posted/html-forms.ts';
import { differences, readSeen, seenText } from '../src/platform/http/posted/seen.ts';
import { forgetPosted } from '../src/platform/http/posted/index.ts';
import { testApplication } from './support/application.ts';
import { beginCheck } from './support/checks.ts';

const application = await testApplication();
const { services, clock, get, post } = application;
const office = await application.as(['office']);
const colleague = await application.as(['office']);
interface Who {
  get(path: string): Promise<Response> | Response;
  post(path: string, fields: [string, string][]): Promise<Response> | Response;
}

const rows = async (query: string, values: unknown[] = []) => (await services.pool.query<{ n: number }>(query, values)).rows[0]?.n ?? 0;

async function formAt(who: Who, page: string, action: string) {
  const form = formsIn(await (await who.get(page)).text(), page.replace(/\?.*/, '')).find((each) => each.action === action);
  if (!form) throw new Error(`no form ${action} on ${page}`);
  return form;
}
/** What a browser sends: what stands in the form, and what somebody typed over it. */
async function fill(who: Who, page: string, action: string, typed: Record<string, string>): Promise<[string, string][]> {
  const form = await formAt(who, page, action);
  const shown = [...form.fields].flatMap(([name, { values }]) => values.map((value): [string, string] => [name, value]));
  return [...form.hidden, ...shown.filter(([name]) => !(name in typed)), ...Object.entries(typed)];
}

const asking = { message: 'Wir finden keine Leute.', contact: 'Chefin', company: 'Betrieb', place: '24103', consent: 'ja' };
const visitor: Who = { get, post };
const requestsOf = (email: string) => rows('select count(*)::int as n from requests.request where email = $1', [email]);

describe('a form that is sent twice', () => {
  it('at once: one request, and both clicks see the same page', async () => {
    const email = 'zugleich@betrieb.example';
    const fields = await fill(visitor, '/anfrage', '/anfrage', { ...asking, email });
    const answers = await Promise.all([post('/anfrage', fields), post('/anfrage', fields), post('/anfrage', fields)]);
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.headers.get('location')}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(303);
    expect(await requestsOf(email)).toBe(1);
  });

  it('one after the other, also to another process: one request, and the second is told', async () => {
    const email = 'nacheinander@betrieb.example';
    const fields = await fill(visitor, '/anfrage', '/anfrage', { ...asking, email });
    const first = await post('/anfrage', fields);
    const other = await testApplicationOn(application.database);
    const second = await other('/anfrage', fields);
    expect([second.status, second.headers.get('location')]).toEqual([303, first.headers.get('location')]);
    expect(second.headers.get('set-cookie')).toContain('meldung=schonAngekommen');
    expect(await requestsOf(email)).toBe(1);
  });

  it('stores neither the key nor where it led', async () => {
    const email = 'geheim@betrieb.example';
    const fields = await fill(visitor, '/anfrage', '/anfrage', { ...asking, email });
    const key = fields.find(([name]) => name === KEY_FIELD)?.[1] ?? '';
    const answer = await post('/anfrage', fields);
    const stored = await services.pool.query("select encode(key, 'escape') || encode(answer, 'escape') as all from platform.posted");
    const all = stored.rows.map((row) => String(row.all)).join();
    expect(all).not.toContain(key);
    expect(all).not.toContain(answer.headers.get('location'));
  });

  it('with other words is something new: somebody went back and changed them', async () => {
    const fields = await fill(visitor, '/anfrage', '/anfrage', { ...asking, email: 'zwei@betrieb.example' });
    await post('/anfrage', fields);
    await post(
      '/anfrage',
      fields.map(([name, value]) => [name, name === 'message' ? 'Und noch etwas.' : value]),
    );
    await post('/anfrage', fields);
    expect(await requestsOf('zwei@betrieb.example')).toBe(3);
  });

  it('and refused the first time is looked at again', async () => {
    const email = 'nochmal@betrieb.example';
    const fields = await fill(visitor, '/anfrage', '/anfrage', { ...asking, email, message: '' });
    expect((await post('/anfrage', fields)).status).toBe(422);
    expect((await post('/anfrage', fields)).status).toBe(422);
  });

  it('by somebody else is somebody else’s: a key opens nothing', async () => {
    const fields = await fill(office, '/gremienarbeit/gremien/neu', '/gremienarbeit/gremien/neu', { name: 'AG Zweimal' });
    const first = await office.post('/gremienarbeit/gremien/neu', fields);
    const stranger = await post('/gremienarbeit/gremien/neu', fields);
    expect(stranger.headers.get('location') ?? '').not.toBe(first.headers.get('location'));
    await office.post('/gremienarbeit/gremien/neu', fields);
    expect(await rows("select count(*)::int as n from governance.body where name = 'AG Zweimal'")).toBe(1);
  });

  it('is forgotten after a while', async () => {
    await forgetPosted(services.db, new Date(clock.now().getTime() + 3_600_000));
    expect(await rows('select count(*)::int as n from platform.posted')).toBe(0);
  });
});

describe('two tabs, two people', async () => {
  const profile = await (async () => {
    const { rows: found } = await services.pool.query('select id from organisations.organisation order by id limit 1');
    return `/organisation/${found[0].id}/profil`;
  })();
  const description = async () => (await formAt(office, profile, profile)).fields.get('description')?.values[0];

  it('the later save is refused with both versions, and then holds what was chosen', async () => {
    const mine = await fill(colleague, profile, profile, {
      description: 'Von der Kollegin geschrieben.',
      website: 'https://kollegin.example',
    });
    const answer = await office.post(profile, await fill(office, profile, profile, { description: 'Vom Büro geschrieben.' }));
    expect(answer.status).toBe(303);

    const refused = await colleague.post(profile, mine);
    expect(refused.status).toBe(409);
    const html = await refused.text();
    expect(html).toContain('Vom Büro geschrieben.');
    expect(html).toContain('Von der Kollegin geschrieben.');
    expect(await description()).toBe('Vom Büro geschrieben.');

    const [choice] = formsIn(html, profile).filter((form) => form.action === profile);
    expect(choice?.fields.get(`${CHOICE_PREFIX}description`)?.values).toEqual([]);
    expect(choice?.fields.get(`${CHOICE_PREFIX}website`)?.values).toEqual(['meine']);
    const unchosen: [string, string][] = [...(choice?.hidden ?? []), [`${CHOICE_PREFIX}website`, 'meine']];
    expect((await colleague.post(profile, unchosen)).status).toBe(409);
    expect(await description()).toBe('Vom Büro geschrieben.');

    const chosen: [string, string][] = [...unchosen, [`${CHOICE_PREFIX}description`, 'jetzt']];
    expect((await colleague.post(profile, chosen)).status).toBe(303);
    const now = await formAt(office, profile, profile);
    expect(now.fields.get('description')?.values[0]).toBe('Vom Büro geschrieben.');
    expect(now.fields.get('website')?.values[0]).toBe('https://kollegin.example');
  });

  it('at the very same moment: one is saved, the other refused', async () => {
    const [one, other] = [
      await fill(office, profile, profile, { description: 'Eins zugleich.' }),
      await fill(colleague, profile, profile, { description: 'Zwei zugleich.' }),
    ];
    const statuses = (await Promise.all([office.post(profile, one), colleague.post(profile, other)])).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([303, 409]);
  });

  it('the same twice is no conflict', async () => {
    const [one, other] = [
      await fill(office, profile, profile, { description: 'Dasselbe.' }),
      await fill(colleague, profile, profile, { description: 'Dasselbe.' }),
    ];
    expect((await office.post(profile, one)).status).toBe(303);
    expect((await colleague.post(profile, other)).status).toBe(303);
  });

  it('a day that is only suggested moves on at midnight, and is nobody’s word', async () => {
    clock.advance(localMoment(clock.today(), '23:59').getTime() - clock.now().getTime());
    const mine = await fill(office, '/transfer/neu', '/transfer/neu', { title: 'Über Nacht', ends: '2027-12-31' });
    expect(mine).toContainEqual(['begins', clock.today()]);
    clock.advance(5 * 60_000);
    expect((await office.post('/transfer/neu', mine)).status).not.toBe(409);
  });

  it('a day that somebody has changed is still a conflict', () => {
    const form = (value: string, more = '') =>
      ({
        ...formsIn(`<form method="post" action="/a"><input name="due" value="${value}"${more}></form>`, '/a')[0],
      }) as ShownForm;
    const seen = readSeen(seenText(form('2026-12-05'), '2026-12-01'));
    if (!seen) throw new Error('not read');
    const by = (now: string, today: string) => differences(seen, form(now), { due: ['2026-12-24'] }, today).map((each) => each.by);
    expect(by('2026-12-06', '2026-12-01')).toEqual(['both']);
    expect(by('2026-12-06', '2026-12-03')).toEqual(['both']);
    // Also where it moved as many days as the calendar: only what is marked as suggested moves by itself.
    expect(by('2026-12-06', '2026-12-02')).toEqual(['both']);
    const suggested = form('2026-12-06', ' data-suggested');
    expect(differences(seen, suggested, { due: ['2026-12-24'] }, '2026-12-02').map((each) => each.by)).toEqual(['me']);
  });

  it('a refused form keeps what it was typed over', async () => {
    const mine = await fill(colleague, profile, profile, { description: 'Meins.', name: '' });
    const again = await colleague.post(profile, mine);
    expect(again.status).toBe(422);
    const [shown] = formsIn(await again.text(), profile).filter((form) => form.action === profile);
    const seen = (fields: readonly [string, string][] | undefined) => fields?.find(([name]) => name === SEEN_FIELD)?.[1];
    expect(seen(shown?.hidden)).toBe(seen(mine));
  });

  it('in two languages of one page, at the very same moment: one is saved, the other refused', async () => {
    const [one, other] = [
      await fill(office, `${profile}?lang=de`, profile, { description: 'Auf Deutsch.' }),
      await fill(colleague, `${profile}?lang=en`, profile, { description: 'Auf Englisch.' }),
    ];
    const statuses = (await Promise.all([office.post(profile, one), colleague.post(profile, other)])).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([303, 409]);
    await office.get(`${profile}?lang=de`);
  });

  it('also where the address of the page is longer than is carried along', async () => {
    const long = `${profile}?x=${'a'.repeat(2100)}`;
    const mine = await fill(colleague, long, profile, { description: 'Von der langen Adresse.' });
    expect((await office.post(profile, await fill(office, profile, profile, { description: 'Inzwischen.' }))).status).toBe(303);
    expect((await colleague.post(profile, mine)).status).toBe(409);
  });

  it('an empty form that was refused is no edit of what was typed into it', async () => {
    const typed = { ...asking, email: 'versehen@betrieb.example', message: '' };
    const refused = await post('/anfrage', await fill(visitor, '/anfrage', '/anfrage', typed));
    expect(refused.status).toBe(422);
    const [shown] = formsIn(await refused.text(), '/anfrage').filter(({ action }) => action === '/anfrage');
    const kept = [...(shown?.fields ?? [])].flatMap(([name, { values }]) => values.map((value): [string, string] => [name, value]));
    const mended: [string, string][] = kept.map(([name, value]) => [name, name === 'message' ? asking.message : value]);
    expect((await post('/anfrage', [...(shown?.hidden ?? []), ...mended])).status).toBe(303);
    expect(await requestsOf(typed.email)).toBe(1);
  });

  it.each(['/\t/', '/\n/', '/\r/[', '/\t\\', '/\t/fremd.example/x', '/\t/a:99999', '/%00', '/[::1'])(
    'a page that is no address (%j) is none',
    async (page) => {
      const fields: [string, string][] = [
        ['email', ''],
        [PAGE_FIELD, page],
        [SEEN_FIELD, '=0/1//anmelden&email=x'],
      ];
      expect((await post('/anmelden', fields)).status).toBeLessThan(500);
      const key: [string, string] = [KEY_FIELD, `k${'x'.repeat(16)}${page.length}${page.codePointAt(1)}`];
      for (const _ of [1, 2]) {
        const answer = await post('/newsletter', [['email', 'leer@b.example'], [PAGE_FIELD, page], key]);
        expect(answer.status).toBeLessThan(500);
        expect(answer.headers.get('location') ?? '').not.toContain('fremd');
      }
    },
  );

  it('a live stream that is named as the page of a form is let go again', async () => {
    const stream = `${await beginCheck(application, 'healthy-work')}/strom`;
    for (let n = 0; n < 40; n++) {
      await services.pool.query('delete from platform.rate_limit');
      await post('/anmelden', [
        ['email', ''],
        [PAGE_FIELD, stream],
        [SEEN_FIELD, '=0/1//anmelden&email=x'],
      ]);
    }
    const answer = await get(stream);
    expect(answer.status).toBe(200);
    await answer.body?.cancel();
  });

  it.each(['https://fremd.example/', '//fremd.example/', '/\\fremd.example', '/gibt/es/nicht', '/konto'])(
    'a form that claims to stand on %s changes nothing for others',
    async (page) => {
      const fields = await fill(office, profile, profile, { description: `Von ${page.length}.` });
      const answer = await office.post(
        profile,
        fields.map(([name, value]) => [name, name === PAGE_FIELD ? page : value]),
      );
      expect(answer.status).toBe(303);
    },
  );
});

/** The same database, another process of the application. */
async function testApplicationOn(database: typeof application.database) {
  const { createApplication } = await import('../src/application.ts');
  const other = await createApplication(application.config, { clock, database });
  const { host } = new URL(application.config.publicUrl);
  return (path: string, fields: [string, string][]) =>
    other.app.request(path, {
      method: 'POST',
      headers: { origin: application.config.publicUrl, host, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
}
