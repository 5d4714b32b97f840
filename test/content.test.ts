import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { actAs, SYSTEM } from '../src/platform/actor.ts';
import { DAY } from '../src/platform/clock.ts';
import { newId } from '../src/platform/ids.ts';
import { renderPdf } from '../src/platform/pdf.ts';
import { insertConsultants } from '../src/modules/consultants/index.ts';
import { insertStandings } from '../src/modules/editorial/index.ts';
import { isAccessiblePdf } from '../src/modules/offers/pdf.ts';
import { testApplication } from './support/application.ts';
import { mailTo } from './support/mail.ts';

const application = await testApplication({ DEMO: 'off' });
const { app, as, get, post, services, clock, config } = application;
const { db } = services;

const OFFER = {
  kind: 'advice',
  title: 'Erstberatung Wertschätzung',
  summary: 'Nach einem Gespräch wissen Sie, was Ihre Leute brauchen.',
  description:
    'Wir kommen in Ihren Betrieb, sprechen mit Ihnen und mit zwei Beschäftigten und lassen Ihnen drei Vorschläge da. Das dauert zwei Stunden.',
  topics: 'appreciation',
  on_site: 'ja',
  free: 'ja',
  languages: 'de',
  place: '24103 Kiel',
  reach_km: '50',
};

/** Another thing altogether, so that nobody asks whether it is there already. */
const OTHER = {
  ...OFFER,
  topics: 'hazardous-substances',
  summary: 'Ein Labor misst Staub und Dämpfe an Ihren Maschinen.',
  description:
    'Messtechnikerinnen nehmen an zwei Stellen Luftproben, werten sie aus und empfehlen Absaugung, Filter und Masken, mit Protokoll.',
};

const CHARTERS = { charter_grundprinzipien: 'ja', charter_beratungsverstaendnis: 'ja', charter_regionen: 'ja' };
const APPLICATION = {
  name: 'Kammer am Fluss',
  kind: 'chamber',
  description: 'Wir beraten Betriebe am Fluss in allen Fragen der Arbeit.',
  email: 'info@fluss.example',
  place: '24103 Kiel',
};

/** An organisation joins: applied for, admitted, with its coordinator signed in. */
async function joined() {
  await sql`delete from platform.rate_limit`.execute(db); // a test applies more often than anybody may
  const coordinator = await as();
  expect((await coordinator.post('/partner-werden', { ...APPLICATION, ...CHARTERS })).status).toBe(200);
  const office = await as(['office']);
  const list = await (await office.get('/aufnahmen')).text();
  const paths = [...list.matchAll(/\/aufnahmen\/[0-9a-f-]{36}/g)].map((match) => match[0]);
  for (const path of new Set(paths)) {
    const page = await (await office.get(path)).text();
    if (page.includes(coordinator.email))
      expect((await office.post(path, { tun: 'aufnehmen', word: 'Beschluss vom 12. November' })).status).toBe(303);
  }
  const { rows } = await sql<{ id: string }>`select scope_id as id from accounts."grant" where user_id = ${coordinator.id}`.execute(db);
  return { coordinator, office, id: rows[0]?.id ?? '' };
}

const offerId = (answer: Response) => answer.headers.get('location')?.split('/').at(-1) ?? '';
const slugOf = async (id: string) =>
  (await sql<{ slug: string }>`select slug from offers.offer where id = ${id}`.execute(db)).rows[0]?.slug ?? '';

describe('joining the network', () => {
  it('needs every charter, and says which is missing', async () => {
    const person = await as();
    const answer = await person.post('/partner-werden', { ...APPLICATION, charter_regionen: 'ja' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('Ohne diese Vereinbarung ist eine Aufnahme nicht möglich.');
  });

  it('admits, makes the applicant coordinator, notes what was accepted, and tells them', async () => {
    const { coordinator, id } = await joined();
    expect((await coordinator.get(`/organisation/${id}`)).status).toBe(200);
    expect(await (await coordinator.get(`/organisation/${id}/vereinbarungen`)).text()).toContain('Fassung 2.0 angenommen am');
    await services.jobs.drain();
    expect((await mailTo(db, coordinator.email))?.text).toContain('Kammer am Fluss ist jetzt Partner');
    expect(await (await get('/partner')).text()).toContain('Kammer am Fluss');
  });

  it('is decided once, and by the body that may', async () => {
    const applicant = await as();
    const body = await application.governance.meetings.createBody({
      name: 'Strategiekreis',
      kind: 'strategy',
      mandate: '',
      parentId: null,
      rule: 'unanimous',
    });
    const office = await as(['office']);
    await office.post('/aufnahmen/gremium', { gremium: body });
    await applicant.post('/partner-werden', { ...APPLICATION, name: 'Verband am See', ...CHARTERS });
    const { rows } = await sql<{ id: string }>`select id from membership.application where name = 'Verband am See'`.execute(db);
    const path = `/aufnahmen/${rows[0]?.id}`;
    const stranger = await as(['bodySecretary', newId()]);
    expect((await stranger.post(path, { tun: 'aufnehmen' })).status).toBe(403);
    const secretary = await as(['bodySecretary', body]);
    expect((await secretary.post(path, { tun: 'ablehnen', word: '' })).status).toBe(422);
    // Not by a click: on a decision of the body, taken on a paper made for exactly this (findings/rooms R3).
    const byClick = await secretary.post(path, { tun: 'aufnehmen' });
    expect([byClick.status, (await byClick.text()).includes('Darüber entscheidet das Gremium')]).toEqual([422, true]);
    const paper = ((await secretary.post(`${path}/vorlage`, {})).headers.get('location') ?? '').split('/').at(-1) ?? '';
    const { papers } = application.governance;
    const station = await sql<{ id: string }>`select id from governance.consultation where paper_id = ${paper}`.execute(db);
    const result = { result: 'decided' as const, yes: 3, no: 0, abstain: 0, objected: false, note: '', day: '2026-11-20' };
    expect(await papers.treat(paper, station.rows[0]?.id ?? '', result)).toMatchObject({ ok: true });
    await application.services.jobs.drain();
    const state = await sql<{ state: string }>`select state from membership.application where name = 'Verband am See'`.execute(db);
    expect(state.rows[0]?.state).toBe('admitted');
    expect((await secretary.post(path, { tun: 'ablehnen', word: 'doch nicht' })).status).toBe(422);
    await office.post('/aufnahmen/gremium', { gremium: '' });
  });

  it('a new version asks everybody again, once', async () => {
    const { coordinator, id } = await joined();
    const { membership } = application;
    const charter = membership.charters.find((each) => each.id === 'regionen');
    const [old, current] = charter?.versions ?? [];
    if (!charter || !old || !current) throw new Error('the charter of the regions has two versions');
    expect(await actAs(SYSTEM, () => membership.askAll())).toBe(0);
    current.state = 'superseded';
    charter.versions.push({ ...current, version: '2.0', state: 'adopted' });
    expect(await actAs(SYSTEM, () => membership.askAll())).toBeGreaterThan(0);
    expect(await actAs(SYSTEM, () => membership.askAll())).toBe(0);
    expect(await (await coordinator.get(`/organisation/${id}`)).text()).toContain('Eine Vereinbarung ist noch nicht angenommen');
    expect((await coordinator.post(`/organisation/${id}/vereinbarungen/regionen`, {})).status).toBe(303);
    expect((await membership.missing(id)).map((each) => each.id)).toEqual([]);
    const editor = await as(['organisationEditor', id]);
    expect((await editor.post(`/organisation/${id}/vereinbarungen/regionen`, {})).status).toBe(403);
  });

  it('leaves in good order: declared, taken back, declared again, carried out on its day', async () => {
    const { coordinator, id } = await joined();
    const { name, slug } = (
      await sql<{ name: string; slug: string }>`select name, slug from organisations.organisation where id = ${id}`.execute(db)
    ).rows[0] ?? { name: '', slug: '' };
    const found = async () => {
      await services.jobs.drain();
      return (await (await get(`/suche?${new URLSearchParams({ text: name })}`)).text()).includes(`/partner/${slug}`);
    };
    expect(await found()).toBe(true);
    const base = `/organisation/${id}/austritt`;
    expect((await coordinator.post(base, { on: '2026-01-01' })).status).toBe(422);
    const on = new Date(clock.now().getTime() + 10 * DAY).toISOString().slice(0, 10);
    await coordinator.post(base, { on, reason: 'Fusion' });
    await coordinator.post(`${base}/zuruecknehmen`, {});
    expect(await (await coordinator.get(base)).text()).toContain('Austritt erklären');
    await coordinator.post(base, { on, reason: 'Fusion' });
    expect(await actAs(SYSTEM, () => application.membership.followUp())).toBe(0);
    clock.advance(11 * DAY);
    expect(await actAs(SYSTEM, () => application.membership.followUp())).toBe(1);
    expect((await coordinator.get(`/organisation/${id}`)).status).toBe(403);
    expect((await get(`/partner/${slug}`)).status).toBe(404);
    expect(await found()).toBe(false);
  });
});

describe('an offer', () => {
  it('goes from draft through review into the directory and the index', async () => {
    const { coordinator, office, id } = await joined();
    const made = await coordinator.post(`/organisation/${id}/angebote/neu`, { ...OFFER, tun: 'speichern' });
    const offer = offerId(made);
    expect(await slugOf(offer)).toBe('');
    await coordinator.post(`/organisation/${id}/angebote/${offer}`, { ...OFFER, tun: 'einreichen' });
    await services.jobs.drain();
    expect((await mailTo(db, office.email))?.subject).toBe('Wartet auf Prüfung: Erstberatung Wertschätzung');
    const page = await (await office.get(`/pruefung/offer/${offer}`)).text();
    const version = /name="version" value="(\d+)"/.exec(page)?.[1] ?? '';
    expect((await office.post(`/pruefung/offer/${offer}`, { tun: 'zurueckgeben', version })).status).toBe(422); // a word is needed
    await office.post(`/pruefung/offer/${offer}`, { tun: 'zurueckgeben', word: 'Bitte den Preis nennen.', version });
    expect(await (await coordinator.get(`/organisation/${id}`)).text()).toContain('Zurückgegeben: Erstberatung Wertschätzung');
    await coordinator.post(`/organisation/${id}/angebote/${offer}`, { ...OFFER, tun: 'einreichen' });
    const again = await (await office.get(`/pruefung/offer/${offer}`)).text();
    expect(again).toContain('Bitte den Preis nennen.');
    // What was looked at is what is published: an old version is refused.
    expect((await office.post(`/pruefung/offer/${offer}`, { tun: 'veroeffentlichen', version })).status).toBe(422);
    const fresh = /name="version" value="(\d+)"/.exec(again)?.[1] ?? '';
    expect((await office.post(`/pruefung/offer/${offer}`, { tun: 'veroeffentlichen', version: fresh })).status).toBe(303);
    await services.jobs.drain();
    expect((await get(`/angebote/${await slugOf(offer)}`)).status).toBe(200);
    const query = { topics: [{ id: 'appreciation', weight: 1 }], lexemes: [], bodies: [], today: '2026-11-23', near: undefined } as never;
    expect((await application.search.find(query, 50)).map((each) => each.id)).toContain(offer);

    await coordinator.post(`/organisation/${id}/angebote/${offer}/archivieren`, {});
    await services.jobs.drain();
    expect((await get(`/angebote/${await slugOf(offer)}`)).status).toBe(404);
    expect((await application.search.find(query, 50)).map((each) => each.id)).not.toContain(offer);
    await coordinator.post(`/organisation/${id}/angebote/${offer}/aufnehmen`, {});
    expect((await get(`/angebote/${await slugOf(offer)}`)).status).toBe(200);
  });

  it.each([
    ['summary', { summary: 'kurz' }, 'Der eine Satz fehlt'],
    ['description', { description: '' }, 'Die Beschreibung ist leer'],
    ['price', { free: '', price: '' }, 'was es kostet'],
    ['region', { place: '' }, 'wo es das gibt'],
    ['topics', { topics: '' }, 'mindestens ein Thema'],
    ['way', { on_site: '', online: '' }, 'vor Ort oder online'],
  ])('without %s is kept as a draft, and the machine says why it cannot be handed in', async (_, missing, word) => {
    const organisation = (await joined()).id;
    const editor = await as(['organisationEditor', organisation]);
    const fields = Object.fromEntries(Object.entries({ ...OFFER, ...missing, tun: 'einreichen' }).filter(([, value]) => value !== ''));
    const made = await editor.post(`/organisation/${organisation}/angebote/neu`, fields);
    const page = await (await editor.get(made.headers.get('location') ?? '')).text();
    expect(page).toContain(word);
    const { rows } = await sql<{ state: string }>`select state from editorial.draft where subject = ${offerId(made)}`.execute(db);
    expect(rows[0]?.state).toBe('draft');
  });

  it('an unknown place, too many topics, a long title: named at the field, the rest kept', async () => {
    const organisation = (await joined()).id;
    const editor = await as(['organisationEditor', organisation]);
    const answer = await editor.post(`/organisation/${organisation}/angebote/neu`, {
      ...OFFER,
      place: 'Nirgendwo am Ende',
      title: 'x'.repeat(201),
    });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain('kennen wir nicht');
    expect(page).toContain('höchstens 200 Zeichen');
    expect(page).toContain(OFFER.summary);
  });

  it('a PDF is checked for what a machine sees of accessibility', async () => {
    const accessible = await renderPdf('#set document(title: "Leitfaden")\n#set text(lang: "de")\n= Leitfaden\nText.', {});
    expect(await isAccessiblePdf(accessible)).toEqual({ ok: true, value: true });
    const plain = Buffer.from(
      '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>',
    );
    expect(await isAccessiblePdf(plain)).toEqual({ ok: true, value: false });
    expect(await isAccessiblePdf(Buffer.from('kein PDF'))).toEqual({ ok: false, fault: 'noPdf' });

    const organisation = (await joined()).id;
    const editor = await as(['organisationEditor', organisation]);
    const made = await editor.post(`/organisation/${organisation}/angebote/neu`, OFFER);
    const path = made.headers.get('location') ?? '';
    const upload = async (bytes: Buffer, name: string) => {
      const data = new FormData();
      data.set('datei', new File([new Uint8Array(bytes)], name));
      const headers = { origin: config.publicUrl, host: new URL(config.publicUrl).host, cookie: editor.cookie };
      return app.request(`${path}/datei`, { method: 'POST', body: data, headers });
    };
    expect((await upload(Buffer.from('x'), 'kein.pdf')).status).toBe(422);
    expect((await upload(plain, 'alt.pdf')).status).toBe(303);
    expect(await (await editor.get(path)).text()).toContain('Das PDF ist nicht barrierefrei');
    expect((await upload(accessible, 'neu.pdf')).status).toBe(303);
    expect(await (await editor.get(path)).text()).not.toContain('Das PDF ist nicht barrierefrei');
  });
});

describe('once a year', () => {
  it('somebody is reminded, then it is marked, then hidden; a confirmation brings it back', async () => {
    const { office, id } = await joined();
    const editor = await as(['organisationEditor', id]);
    const made = await office.post(`/organisation/${id}/angebote/neu`, { ...OFFER, title: 'Jährliches' });
    const offer = offerId(made);
    await office.post(`/pruefung/offer/${offer}`, { tun: 'veroeffentlichen', version: '0' });
    const path = `/angebote/${await slugOf(offer)}`;
    const follow = () => actAs(SYSTEM, () => application.editorial.followUp(), clock);
    expect(await follow()).toBe(0);
    clock.advance(340 * DAY);
    expect(await follow()).toBeGreaterThan(0);
    expect(await follow()).toBe(0); // reminded once
    clock.advance(30 * DAY);
    await follow();
    expect(await (await get(path)).text()).toContain('seit über einem Jahr nicht bestätigt');
    clock.advance(61 * DAY);
    await follow();
    expect((await get(path)).status).toBe(404);
    expect(await (await editor.get(`/organisation/${id}`)).text()).toContain('Bitte bestätigen: Jährliches');
    await editor.post(`/organisation/${id}/angebote/${offer}/bestaetigen`, {});
    expect((await get(path)).status).toBe(200);
    expect(await (await get(path)).text()).not.toContain('nicht bestätigt');
  });
});

describe('a consultant', () => {
  it('changes the profile through review, not the accreditation', async () => {
    const id = newId();
    const place = { postal_code: '24103', town: 'Kiel', district: '01002', lat: 54.3, lon: 10.1 };
    const rest = { topics: ['appreciation'], industries: [], languages: ['de'], online: false, free: false, reach_km: 50, demo: false };
    const person = {
      id,
      slug: `b-${id}`,
      kind: 'consultant' as const,
      name: 'Berta Beispiel',
      email: 'berta@person.example',
      organisation_id: null,
    };
    await actAs(SYSTEM, async () => {
      await insertConsultants(db, [
        {
          ...person,
          ...place,
          ...rest,
          summary: 'Begleitet Betriebe.',
          about: 'Seit langem.',
          accredited_until: '2027-12-31',
          updated_at: clock.now(),
        },
      ]);
      const owner = {
        owner_scope: 'consultant' as const,
        owner: id,
        state: 'published' as const,
        confirmed_at: clock.now(),
        reminded_at: null,
      };
      await insertStandings(db, [{ kind: 'consultant', subject: id, title: 'Berta Beispiel', ...owner }]);
    });
    const consultant = await as(['consultant', id]);
    const fields = {
      name: 'Berta Beispiel',
      email: 'berta@person.example',
      summary: 'Begleitet Handwerksbetriebe beim Wachsen.',
      about: 'Seit zwanzig Jahren in Werkstätten unterwegs, mit Meisterbrief und viel Geduld für den Alltag.',
      topics: 'appreciation',
      place: '24103 Kiel',
      reach_km: '80',
      accredited_until: '2099-01-01',
      kind: 'pilot',
      tun: 'einreichen',
    };
    await consultant.post(`/beratungsprofil/${id}`, fields);
    const office = await as(['office']);
    expect((await office.post(`/pruefung/consultant/${id}`, { tun: 'veroeffentlichen', version: '0' })).status).toBe(303);
    const { rows } =
      await sql<object>`select summary, accredited_until, kind, reach_km from consultants.consultant where id = ${id}`.execute(db);
    expect(rows[0]).toEqual({ summary: fields.summary, accredited_until: '2027-12-31', kind: 'consultant', reach_km: 80 });
  });
});

describe('requests', () => {
  it('arrive in the inbox of the organisation, are answered there, and told to its people', async () => {
    const { office, id } = await joined();
    const editor = await as(['organisationEditor', id]);
    const made = await office.post(`/organisation/${id}/angebote/neu`, { ...OFFER, title: 'Gefragtes' });
    const offer = offerId(made);
    await office.post(`/pruefung/offer/${offer}`, { tun: 'veroeffentlichen', version: '0' });
    const sent = await post('/anfrage', {
      an: `offer:${await slugOf(offer)}`,
      message: 'Wir brauchen Hilfe.',
      contact: 'Max Muster',
      email: 'max@betrieb.example',
      place: '24103',
      consent: 'ja',
    });
    expect(sent.status).toBe(303);
    await services.jobs.drain();
    expect((await mailTo(db, editor.email))?.text).toContain('Neue Anfrage aus 24103: Gefragtes');
    const inbox = await (await editor.get(`/organisation/${id}/anfragen`)).text();
    const [path = ''] = /\/organisation\/[0-9a-f-]{36}\/anfragen\/[0-9a-f-]{36}/.exec(inbox) ?? [];
    expect(await (await editor.get(path)).text()).toContain('Wir brauchen Hilfe.');
    expect((await editor.post(path, { answer: 'accept', word: 'Gern.' })).status).toBe(303);
    expect(await (await get(sent.headers.get('location') ?? '')).text()).toContain('Gern.');
    const stranger = await as(['organisationEditor', newId()]);
    expect((await stranger.get(path)).status).toBe(403);
    expect((await stranger.get(path.replace(id, stranger.id))).status).toBe(403);
    expect(await (await editor.get(`/organisation/${id}`)).text()).toContain('1 Anfragen, davon 1 übernommen');
  });
});

describe('the office', () => {
  it('sees everything that waits in one place, the oldest first', async () => {
    const { coordinator, office, id } = await joined();
    await coordinator.post(`/organisation/${id}/angebote/neu`, { ...OTHER, title: 'Das ältere', tun: 'einreichen' });
    clock.advance(2 * DAY);
    await post('/anfrage', { message: 'Wer hilft?', contact: 'Ina', email: 'ina@betrieb.example', consent: 'ja' });
    const page = await (await office.get('/geschaeftsstelle')).text();
    expect(page).toContain('Das ältere');
    expect(page).toContain('/geschaeftsstelle/anfragen/');
    expect(page.indexOf('Das ältere')).toBeLessThan(page.lastIndexOf('/geschaeftsstelle/anfragen/'));
  });
});

describe('a company', () => {
  it('may bring what began with a link into its account, and take it out again', async () => {
    const started = await post('/checks/attractive-employer/start', {});
    const sheet = (started.headers.get('location') ?? '').replace(/\/thema\/1$/, '');
    const person = await as();
    const made = await person.post('/betrieb/neu', { name: 'Tischlerei am Bach', place: '24103 Kiel' });
    const path = made.headers.get('location') ?? '';
    expect(await (await person.post(`${path}/holen`, { link: 'https://anders.example/bogen/x' })).text()).toContain('kein privater Link');
    expect((await person.post(`${path}/holen`, { link: `${config.publicUrl}${sheet}` })).status).toBe(303);
    const page = await (await person.get(path)).text();
    expect(page).toContain(`${sheet}/plan`);
    const [release = ''] = /\/betrieb\/[0-9a-f-]{36}\/eintrag\/[0-9a-f-]{36}\/loesen/.exec(page) ?? [];
    const stranger = await as(['company', newId()]);
    expect((await stranger.get(path)).status).toBe(403);
    await person.post(release, {});
    expect(await (await person.get(path)).text()).not.toContain(sheet);
    expect((await get(sheet)).status).toBe(200); // the link goes on
  });
});
