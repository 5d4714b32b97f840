import fc from 'fast-check';
import { sql } from 'kysely';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { DAY } from '../src/platform/clock.ts';
import { newId } from '../src/platform/ids.ts';
import { verifyCredential } from '../src/modules/credentials/verify.ts';
import { standingDecisions } from '../src/modules/governance/index.ts';
import type { TitleRow } from '../src/modules/qualification/tables.ts';
import { testApplication } from './support/application.ts';
import { sealPurpose, sponsorPurpose } from '../src/modules/qualification/purposes.ts';
import { decisionOf, dropDecision } from './support/decisions.ts';

const application = await testApplication({ DEMO: 'on' });
const { get, as, clock, config, qualification, credentials, services } = application;
const { db } = services;
const { recognition } = qualification;
const pilot = qualification.curriculum('network-pilot');
const today = () => clock.now().toISOString().slice(0, 10);
const day = (days: number) => new Date(clock.now().getTime() + days * DAY).toISOString().slice(0, 10);
const organisations = (
  await sql<{ id: string; slug: string }>`select id, slug from organisations.organisation order by id limit 3`.execute(db)
).rows;
const [first, second] = organisations.map((each) => each.id);
const titles = async (userId: string) =>
  (await sql<TitleRow>`select * from qualification.title where user_id = ${userId}`.execute(db)).rows;

/** A person with a certificate of the network pilot, without the course around it. */
async function certified() {
  const person = await as();
  const holder = { userId: person.id, name: 'Robin Beispiel', consultantId: null };
  const certificate = await recognition.certify(db, pilot, holder, newId(clock.now().getTime()), 'learnt', []);
  return { holder, certificate };
}

async function verdict(title: Pick<TitleRow, 'credential_id'>): Promise<string> {
  const row = (await sql<{ document: unknown }>`select document from credentials.credential where id = ${title.credential_id}`.execute(db))
    .rows[0];
  // As `credentials.verify` does, but here: a process for each of hundreds of looks would take minutes.
  const issuers = await credentials.issuers();
  const lists = new Map([[`${config.publicUrl}/nachweise/status/1`, await credentials.statusList()]]);
  const result = await verifyCredential(row?.document, { issuers, lists, now: clock.now() });
  return result.ok ? 'valid' : result.fault.fault;
}

describe('the papers of a body', () => {
  it('stand under exactly what they were taken for; all that begins alike is asked for as such', async () => {
    const own = await decisionOf(db, 'strategy', 'Für die eine Sache.', clock.now(), sealPurpose('probe'));
    const longer = await decisionOf(db, 'strategy', 'Für eine andere.', clock.now(), sealPurpose('probe-lang'));
    expect((await standingDecisions(db, sealPurpose('probe'), 10)).map(({ id }) => id)).toEqual([own]);
    const both = (await standingDecisions(db, { begins: sealPurpose('probe') }, 10)).map(({ id }) => id);
    expect(both.toSorted()).toEqual([own, longer].toSorted());
    for (const id of both) await dropDecision(db, id);
  });
});

describe('certificate and seal', () => {
  it('awards no seal without both conditions, and takes it back with either', async () => {
    const { holder, certificate } = await certified();
    expect(await verdict(certificate)).toBe('valid');
    expect(await recognition.seal(pilot, holder, certificate)).toEqual({ ok: false, fault: 'notAllowed' });
    const recognised = await decisionOf(
      db,
      'strategy',
      'Die Kammer wird als Träger anerkannt.',
      clock.now(),
      sponsorPurpose(pilot.id, [first ?? '']),
    );
    const other = await decisionOf(db, 'strategy', 'Check, Fassung 2.', clock.now());
    const span = { from: today(), until: null };
    // A decision on something else bears nothing (findings/rooms R3).
    for (const agreement of [other, recognised])
      expect(await recognition.decideSeal(pilot, { agreement, ...span })).toEqual({ ok: false, fault: 'otherPurpose' });
    for (const [agreement, organisation] of [
      [other, first],
      [recognised, second],
    ] as const)
      expect(await recognition.recognise(pilot, { organisations: [organisation ?? ''], agreement, ...span })).toEqual({
        ok: false,
        fault: 'otherPurpose',
      });
    const sponsor = await recognition.recognise(pilot, { organisations: [first ?? ''], agreement: recognised, from: today(), until: null });
    expect(await recognition.rule(pilot)).toMatchObject({ allowed: false, hindrances: ['noDecision'], missing: ['strategy'] });
    expect(await recognition.seal(pilot, holder, certificate)).toEqual({ ok: false, fault: 'notAllowed' });
    const released = await decisionOf(db, 'strategy', 'Das Siegel wird freigegeben.', clock.now(), sealPurpose(pilot.id));
    const decided = await recognition.decideSeal(pilot, { agreement: released, from: today(), until: day(100) });
    const seal = await recognition.seal(pilot, holder, certificate);
    if (!seal.ok || !sponsor.ok || !decided.ok) throw new Error('no seal');
    expect(await verdict(seal.value)).toBe('valid');
    expect(await recognition.seal(pilot, holder, certificate)).toEqual({ ok: false, fault: 'twice' });

    // With a second partner the coordination team has to have cleared it; what was awarded before stays.
    const both = await decisionOf(db, 'strategy', 'Auch die zweite Kammer.', clock.now(), sponsorPurpose(pilot.id, [second ?? '']));
    const also = await recognition.recognise(pilot, { organisations: [second ?? ''], agreement: both, from: today(), until: null });
    expect(await recognition.rule(pilot)).toMatchObject({ allowed: false, missing: ['coordination'] });
    expect(await verdict(seal.value)).toBe('valid');
    if (also.ok) await recognition.end(pilot, 'sponsorship', also.value, 'Versehen');

    expect(await recognition.end(pilot, 'seal_decision', decided.value, 'Grundsatzdebatte')).toBe(true);
    expect(await recognition.end(pilot, 'seal_decision', decided.value, 'noch einmal')).toBe(false);
    expect(await verdict(seal.value)).toBe('revoked');
    expect(await verdict(certificate)).toBe('valid'); // the certificate rests on neither
    // Decided anew, it may be awarded anew; what was taken back stays taken back.
    const anew = await recognition.decideSeal(pilot, { agreement: released, from: today(), until: null });
    const second_ = await recognition.seal(pilot, holder, certificate);
    if (!second_.ok || !anew.ok) throw new Error('no second seal');
    expect([await verdict(second_.value), await verdict(seal.value)]).toEqual(['valid', 'revoked']);
    await recognition.end(pilot, 'seal_decision', anew.value, 'Ende');
    await recognition.end(pilot, 'sponsorship', sponsor.value, 'Ende');
  });

  it('comes back by itself from the body that was asked, and from no other', async () => {
    const office = await application.as(['office']);
    const { papers, meetings } = application.governance;
    const asked = await meetings.createBody({
      name: 'Strategiekreis Siegel',
      kind: 'strategy',
      mandate: '',
      parentId: null,
      rule: 'consensus',
    });
    const other = await meetings.createBody({ name: 'AG Nebenan', kind: 'workingGroup', mandate: '', parentId: null, rule: 'consensus' });
    const ask = async (art: string, more: Record<string, string>) => {
      const answer = await office.post(`/geschaeftsstelle/bildung/${pilot.id}/vorlage`, { art, ...more });
      expect(answer.status).toBe(303);
      return (answer.headers.get('location') ?? '').split('/').at(-1) ?? '';
    };
    const treat = async (paper: string, body: string) => {
      const { rows } = await application.services.pool.query(
        'select id from governance.consultation where paper_id = $1 and body_id = $2',
        [paper, body],
      );
      const result = { result: 'decided' as const, yes: null, no: null, abstain: null, objected: false, note: '', day: today() };
      expect(await papers.treat(paper, rows[0].id, result)).toMatchObject({ ok: true });
      await application.services.jobs.drain();
    };
    const rule = () => recognition.rule(pilot);

    const name =
      (await sql<{ name: string }>`select name from organisations.organisation where id = ${first ?? ''}`.execute(db)).rows[0]?.name ?? '';
    const sponsor = await ask('traeger', { [`${pilot.id}-v-organisations`]: name, [`${pilot.id}-v-body`]: asked });
    expect(await ask('traeger', { [`${pilot.id}-v-organisations`]: name, [`${pilot.id}-v-body`]: asked })).toBe(sponsor);
    // Sent on to somebody else, whose word is no recognition.
    await papers.refer(sponsor, { bodyId: other, question: 'Und ihr?', due: null, condition: '' });
    await treat(sponsor, other);
    expect((await rule()).hindrances).toContain('noSponsor');
    const again = await ask('traeger', { [`${pilot.id}-v-organisations`]: name, [`${pilot.id}-v-body`]: asked });
    expect(again).not.toBe(sponsor);
    await treat(again, asked);
    expect((await rule()).hindrances).toEqual(['noDecision']);
    const seal = await ask('siegel', { [`${pilot.id}-vs-body`]: asked });
    await treat(seal, asked);
    expect(await rule()).toMatchObject({ allowed: true });
    await sql`delete from qualification.title where kind = 'seal'`.execute(db);
    await sql`delete from qualification.sponsorship`.execute(db);
    await sql`delete from qualification.seal_decision`.execute(db);
  });

  it('does not rest on what is no decision, or on one that fell', async () => {
    const fallen = await decisionOf(db, 'strategy', 'Später aufgehoben.', clock.now(), sealPurpose(pilot.id));
    await dropDecision(db, fallen);
    const span = { from: today(), until: null };
    expect(await recognition.decideSeal(pilot, { agreement: fallen, ...span })).toEqual({ ok: false, fault: 'fallen' });
    expect(await recognition.decideSeal(pilot, { agreement: newId(clock.now().getTime()), ...span })).toEqual({
      ok: false,
      fault: 'noDecision',
    });
    expect(await recognition.decideSeal(pilot, { agreement: fallen, from: today(), until: '2020-01-01' })).toEqual({
      ok: false,
      fault: 'wrongDays',
    });
  });

  /** What a sequence is made of; the oracle below keeps its own books. */
  type Step =
    | { kind: 'recognise' | 'decide'; days: number | null; after: number }
    | { kind: 'end' | 'revoke' | 'drop'; which: number }
    | { kind: 'award' }
    | { kind: 'wait'; days: number };
  const steps: fc.Arbitrary<Step> = fc.oneof(
    fc.record({
      kind: fc.constantFrom('recognise' as const, 'decide' as const),
      days: fc.option(fc.integer({ min: 0, max: 40 }), { nil: null }),
      after: fc.integer({ min: 0, max: 5 }),
    }),
    fc.record({ kind: fc.constantFrom('end' as const, 'revoke' as const, 'drop' as const), which: fc.nat(4) }),
    fc.record({ kind: fc.constant('award' as const) }),
    fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 20 }) }),
  );

  interface Book {
    id: string;
    agreement: string;
    from: string;
    until: string | null;
    gone: boolean;
  }
  const counts = (book: Book) => !book.gone && book.from <= today() && (book.until === null || book.until >= today());

  it('has no valid seal at any moment without sponsor and decision, whatever happened', { timeout: 60_000 }, async () => {
    let awarded = 0;
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(steps, { minLength: 4, maxLength: 14 }), async (isReady, rest) => {
        const start: Step[] = ['recognise' as const, 'decide' as const].map((kind) => ({ kind, days: 30, after: 0 }));
        const sequence: Step[] = isReady ? [...start, { kind: 'award' }, ...rest] : rest;
        await sql`delete from qualification.title where kind = 'seal'`.execute(db);
        await sql`delete from qualification.title`.execute(db);
        await sql`delete from qualification.sponsorship`.execute(db);
        await sql`delete from qualification.seal_decision`.execute(db);
        const sponsors: Book[] = [];
        const decisions: Book[] = [];
        const seals: TitleRow[] = [];
        for (const step of sequence) {
          if (step.kind === 'recognise' || step.kind === 'decide') {
            const agreement = await decisionOf(
              db,
              'strategy',
              step.kind,
              clock.now(),
              step.kind === 'recognise' ? sponsorPurpose(pilot.id, [first ?? '']) : sealPurpose(pilot.id),
            );
            const from = day(step.after);
            const until = step.days === null ? null : day(step.after + step.days);
            const span = { agreement, from, until };
            const done =
              step.kind === 'recognise'
                ? await recognition.recognise(pilot, { organisations: [first ?? ''], ...span })
                : await recognition.decideSeal(pilot, span);
            if (!done.ok) throw new Error(done.fault);
            (step.kind === 'recognise' ? sponsors : decisions).push({ id: done.value, ...span, gone: false });
          } else if (step.kind === 'end' || step.kind === 'revoke') {
            const books = step.kind === 'end' ? sponsors : decisions;
            const book = books[step.which % Math.max(1, books.length)];
            if (book) {
              await recognition.end(pilot, step.kind === 'end' ? 'sponsorship' : 'seal_decision', book.id, 'Test');
              book.gone = true;
            }
          } else if (step.kind === 'drop') {
            // The body takes its own decision back; the daily review finds out.
            const books = [...sponsors, ...decisions];
            const book = books[step.which % Math.max(1, books.length)];
            if (book) {
              await dropDecision(db, book.agreement);
              book.gone = true;
              await recognition.review(qualification.curricula);
            }
          } else if (step.kind === 'award') {
            const { holder, certificate } = await certified();
            const seal = await recognition.seal(pilot, holder, certificate);
            expect(seal.ok).toBe(sponsors.some(counts) && decisions.some(counts));
            if (seal.ok) {
              seals.push(seal.value);
              awarded++;
            }
          } else if (step.kind === 'wait') clock.advance(step.days * DAY);
          for (const seal of seals) {
            const holds = (await verdict(seal)) === 'valid';
            if (holds) expect(sponsors.some(counts) && decisions.some(counts), JSON.stringify(step)).toBe(true);
          }
        }
      }),
      { numRuns: 30 },
    );
    expect(awarded).toBeGreaterThan(5); // else the test would say nothing
  });
});

describe('a course', () => {
  it('goes from planning to the certificate, and refuses what cannot be', async () => {
    const [organisation] = organisations;
    if (!organisation) throw new Error('no organisation');
    const leader = await as(['organisationCoordinator', organisation.id]);
    const base = `/organisation/${organisation.id}/kurse`;
    expect((await leader.post(base, { curriculum: 'network-pilot', title: '', place: 'Kiel', seats: '2' })).status).toBe(422);
    const made = await leader.post(base, {
      curriculum: 'network-pilot',
      title: 'Lotsen im Norden',
      place: 'Kiel',
      seats: '2',
      note: '',
      link: '',
    });
    expect(made.status).toBe(303);
    const course = made.headers.get('location') ?? '';
    const page = `/bildung/kurse/${course.split('/').at(-1)}`;
    // Every fact has a name, for those who hear the page too.
    expect(await (await application.get(page)).text()).not.toMatch(/<dt[^>]*><\/dt>/);
    const sit = (module: string, days: number, starts: string, ends: string) =>
      leader.post(`${course}/sitzungen`, { module, day: day(days), starts, ends });
    expect((await sit('actors', 20, '09:00', '15:00')).status).toBe(303);
    expect((await sit('actors', 20, '14:00', '16:00')).status).toBe(422); // overlaps
    expect((await sit('actors', 20, '16:00', '15:00')).status).toBe(422);
    expect((await sit('actors', 20, '9 Uhr', '15:00')).status).toBe(422);
    await sit('leading', 21, '09:00', '15:00');
    await sit('networks', 22, '09:00', '17:00');

    const other = await leader.post(base, { curriculum: 'consultant', title: 'Anderes', place: 'Kiel', seats: '9', note: '', link: '' });
    const clash = other.headers.get('location') ?? '';
    await leader.post(`${clash}/sitzungen`, { module: 'basics', day: day(21), starts: '10:00', ends: '14:00' });

    const people = [await as(), await as(), await as()];
    const [ann, ben, cem] = people;
    if (!ann || !ben || !cem) throw new Error('nobody');
    expect((await get(page)).status).toBe(200);
    expect((await ann.post(`${page}/anmelden`, {})).status).toBe(303);
    expect(await (await ann.post(`${page}/anmelden`, {})).text()).toContain('Sie sind schon angemeldet.');
    expect(await (await ann.post(`/bildung/kurse/${clash.split('/').at(-1)}/anmelden`, {})).text()).toContain(
      'Zur selben Zeit sind Sie schon angemeldet: Lotsen im Norden',
    );
    await ben.post(`${page}/anmelden`, {});
    await cem.post(`${page}/anmelden`, {});
    expect(await (await cem.get(page)).text()).toContain('Warteliste');
    await ben.post(`${page}/abmelden`, {});
    expect(await (await cem.get(page)).text()).toContain('Sie sind angemeldet.');
    expect(await (await cem.get('/konto')).text()).toContain('Sie sind nachgerückt: Lotsen im Norden');
    const calendar = await get(`${page}/kalender.ics`);
    expect(calendar.headers.get('content-type')).toContain('text/calendar');
    const read = new ICAL.Component(ICAL.parse(await calendar.text()) as unknown[]);
    expect(read.getFirstSubcomponent('vtimezone')?.getFirstPropertyValue('tzid')).toBe('Europe/Berlin');
    const event = read.getFirstSubcomponent('vevent');
    expect(['sequence', 'status'].map((name) => event?.getFirstPropertyValue(name))).toEqual([0, 'CONFIRMED']);
    expect(String(event?.getFirstPropertyValue('dtstamp'))).toMatch(/Z$/);

    clock.advance(14 * DAY);
    expect(await qualification.courses.remind()).toBe(2);
    expect(await qualification.courses.remind()).toBe(0);

    const view = await qualification.courses.view(course.split('/').at(-1) ?? '');
    const place = view.participants.find((each) => each.enrolment.user_id === ann.id)?.enrolment.id ?? '';
    expect(await (await leader.post(`${course}/abschluss/${place}`, {})).text()).toContain('noch nicht zu Ende');
    clock.advance(10 * DAY);
    expect(await (await leader.post(`${course}/abschluss/${place}`, {})).text()).toContain('Die Person war zu wenig dabei');
    for (const session of view.sessions) await leader.post(`${course}/anwesenheit/${session.id}`, { [`da-${session.id}`]: place });
    for (const module of ['actors', 'leading', 'networks']) {
      expect((await ann.post(`${page}/aufgaben/${module}`, { [`answer-${module}`]: '' })).status).toBe(422);
      await ann.post(`${page}/aufgaben/${module}`, { [`answer-${module}`]: 'Meine Landkarte' });
    }
    await leader.post(`${course}/aufgaben/${place}/actors`, {
      urteil: 'nein',
      [`remark-${place}-actors`]: 'Bitte Ansprechpersonen nennen',
    });
    expect(await (await ann.get(page)).text()).toContain('Bitte Ansprechpersonen nennen');
    await ann.post(`${page}/aufgaben/actors`, { 'answer-actors': 'Mit Personen' });
    for (const module of ['actors', 'leading', 'networks']) await leader.post(`${course}/aufgaben/${place}/${module}`, { urteil: 'ja' });
    expect((await leader.post(`${course}/abschluss/${place}`, {})).status).toBe(303);
    expect((await leader.post(`${course}/abschluss/${place}`, {})).status).toBe(422);

    const [title] = await titles(ann.id);
    expect(title).toMatchObject({ kind: 'certificate', level: 'learnt' });
    const own = await (await ann.get('/konto/bildung')).text();
    const number = /NW-[0-9A-Z-]{14}/.exec(own)?.[0] ?? '';
    expect(own).toContain('Belegt ist, dass es gelernt wurde');
    const public_ = await (await get(`/nachweise/${number}`)).text();
    expect(public_).toContain('gültig');
    const pdf = Buffer.from(await (await get(`/nachweise/${number}/urkunde.pdf`)).arrayBuffer());
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.includes('pdfuaid')).toBe(true);
  });

  it('changes its days and places, and tells whoever has one or waits; what was held stays as it was', async () => {
    const [organisation] = organisations;
    const leader = await as(['organisationCoordinator', organisation?.id ?? '']);
    const base = `/organisation/${organisation?.id}/kurse`;
    const words = { title: 'Lotsen im Westen', place: 'Husum', note: '', link: '', seats: '1' };
    const course = (await leader.post(base, { ...words, curriculum: 'network-pilot' })).headers.get('location') ?? '';
    const id = course.split('/').at(-1) ?? '';
    const page = `/bildung/kurse/${id}`;
    const sitting = (days: number) => ({ module: 'actors', day: day(days), starts: '09:00', ends: '15:00' });
    await leader.post(`${course}/sitzungen`, sitting(20));
    await leader.post(`${course}/sitzungen`, sitting(21));
    const [ann, ben, cem] = [await as(), await as(), await as()];
    for (const who of [ann, ben, cem]) expect((await who.post(`${page}/anmelden`, {})).status).toBe(303);
    const notices = async (who: typeof ann) => (await who.get('/konto')).text();

    expect(await (await leader.get(course)).text()).toContain(`${course}/aendern`);
    expect((await leader.post(`${course}/aendern`, { ...words, place: 'Heide', seats: '2' })).status).toBe(303);
    expect(await notices(ben)).toContain('Sie sind nachgerückt: Lotsen im Westen');
    expect(await notices(ann)).toContain('Geändert: Lotsen im Westen ist jetzt in Heide');
    const fewer = await leader.post(`${course}/aendern`, { ...words, place: 'Heide', seats: '1' });
    expect([fewer.status, await fewer.text()]).toEqual([422, expect.stringContaining('2 Plätze sind schon vergeben.')]);

    const { sessions } = await qualification.courses.view(id);
    const [one, two] = sessions.map((session) => `${course}/sitzungen/${session.id}`);
    expect(await (await leader.get(one ?? '')).text()).toContain('value="09:00"');
    expect((await leader.post(one ?? '', sitting(21))).status).toBe(422);
    expect((await leader.post(one ?? '', { ...sitting(19), starts: '10:00' })).status).toBe(303);
    expect(await notices(ann)).toMatch(/Geändert: statt am [^<]+, 10:00 bis 15:00 Uhr: Lotsen im Westen/);
    const events = new ICAL.Component(ICAL.parse(await (await get(`${page}/kalender.ics`)).text()) as unknown[]).getAllSubcomponents(
      'vevent',
    );
    expect(events.map((event) => event.getFirstPropertyValue('sequence'))).toEqual([2, 1]);
    // What was moved says so by its time as well (findings/clients F2).
    for (const event of events)
      expect(String(event.getFirstPropertyValue('last-modified'))).toContain(clock.now().toISOString().slice(0, 10));

    // Who was there is known from the day on (issue "gates"): before, the page has no list, and none is taken.
    const list = `${course}/anwesenheit/${sessions[0]?.id}`;
    expect(await (await leader.get(course)).text()).not.toContain(`action="${list}"`);
    const early = await leader.post(list, {});
    expect([early.status, await early.text()]).toEqual([422, expect.stringContaining('erst vom Tag der Sitzung an')]);
    clock.advance(20 * DAY);
    const place = (await qualification.courses.view(id)).participants.find((each) => each.enrolment.user_id === ann.id)?.enrolment.id ?? '';
    expect((await leader.post(list, { [`da-${sessions[0]?.id}`]: place })).status).toBe(303);
    expect((await leader.post(one ?? '', sitting(5))).status).toBe(422);
    expect((await leader.post(`${one}/streichen`, {})).status).toBe(422);
    expect((await leader.post(`${two}/streichen`, {})).status).toBe(303);

    // A place that becomes free when a day is missed already goes to nobody (findings/imports-mail-time F21a).
    await ben.post(`${page}/abmelden`, {});
    expect(await (await cem.get(page)).text()).toContain('Sie stehen auf der Warteliste');
  });

  it('is taken once: not two courses of the same training side by side', async () => {
    const [organisation] = organisations;
    const leader = await as(['organisationCoordinator', organisation?.id ?? '']);
    const plan = async (title: string) => {
      const made = await leader.post(`/organisation/${organisation?.id}/kurse`, {
        curriculum: 'network-pilot',
        title,
        place: 'Kiel',
        seats: '5',
        note: '',
        link: '',
      });
      return `/bildung/kurse/${(made.headers.get('location') ?? '').split('/').at(-1)}`;
    };
    const [spring, autumn] = [await plan('Frühling'), await plan('Herbst')];
    const quick = await as();
    const both = await Promise.all([spring, autumn].map((page) => quick.post(`${page}/anmelden`, {})));
    expect(both.map(({ status }) => status).toSorted()).toEqual([303, 422]);
    const person = await as();
    expect((await person.post(`${spring}/anmelden`, {})).status).toBe(303);
    expect(await (await person.post(`${autumn}/anmelden`, {})).text()).toContain('schon in einem anderen Kurs: Frühling');
    await person.post(`${spring}/abmelden`, {});
    expect((await person.post(`${autumn}/anmelden`, {})).status).toBe(303);
  });

  it('lets nobody else lead it', async () => {
    const [organisation, , third] = organisations;
    const stranger = await as(['organisationCoordinator', third?.id ?? '']);
    expect((await stranger.get(`/organisation/${organisation?.id}/kurse`)).status).toBe(403);
  });
});

describe('verifying on the page', () => {
  it('says of a file what is right and what is wrong with it', async () => {
    const { certificate } = await certified();
    const row = (
      await sql<{ number: string }>`select number from credentials.credential where id = ${certificate.credential_id}`.execute(db)
    ).rows[0];
    const download = await get(`/nachweise/${row?.number}/nachweis.json`);
    // As VC Data Model 2.0 registered it (findings/clients F14).
    for (const answer of [download, await get('/nachweise/status/1')]) expect(answer.headers.get('content-type')).toBe('application/vc');
    const file = await download.text();
    const check = async (content: string) => {
      const data = new FormData();
      data.set('content', content);
      const headers = { origin: application.config.publicUrl, host: new URL(application.config.publicUrl).host };
      return application.app.request('/nachweise/pruefen', { method: 'POST', headers, body: data });
    };
    expect(await (await check(file)).text()).toContain('Der Nachweis ist echt und gilt.');
    const forged = await check(file.replace('Robin', 'Rubin'));
    expect(forged.status).toBe(422);
    expect(await forged.text()).toContain('Die Unterschrift passt nicht');
    expect(await (await check('kein JSON')).text()).toContain('kein Nachweis');
    expect(await (await check('')).text()).toContain('Bitte wählen Sie eine Datei');
    const pack = JSON.parse(await (await get(`/nachweise/${row?.number}/paket.json`)).text()) as { statusList: { id: string } };
    expect(pack.statusList.id).toBe(`${application.config.publicUrl}/nachweise/status/1`);
    const did = (await (await get('/.well-known/did.json')).json()) as { id: string };
    expect(did.id).toBe('did:web:localhost%3A3000');
  });
});
