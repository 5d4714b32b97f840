import { filesOf } from '../store/documents.ts';
import { idOrNull } from './office-forms.ts';
import { personsPage } from '../pages/persons.tsx';
import { Hono } from 'hono';
import { z } from 'zod';
import { filledForm, type FormState } from '#design/index.ts';
import { asciiEmail } from '#platform/forms/email.ts';
import { field, parseForm, typed } from '#platform/forms/index.ts';
import { readForm, readQuery } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { defineUpload } from '#platform/http/upload.ts';
import { askedPage, mapPage, type Page, PAGE_PARAMETER, pageNumber } from '#platform/lists.ts';
import { inOwnBodies, openDesk, ownBodies } from '../access.ts';
import { LARGEST_DOCUMENT } from '../documents/read.ts';
import type { PersonRow } from '../tables.ts';
import { agreementPage, agreementsPage } from '../pages/follow-up.tsx';
import { namesOf } from '../review.ts';
import { existing } from '../service/context.ts';
import type { GovernanceService } from '../service/index.ts';
import { agreementById, type AgreementFilter, agreementsPage as agreementsPageOf, eventsOf, listAgreements } from '../store/agreements.ts';
import { listBodies } from '../store/bodies.ts';
import { answeredFor, mustAnswerFor, ownPersons, ownPersonsPage, personById, updatePerson } from '../store/persons.ts';
import { unreminded } from '../store/reminders.ts';
import { paperOfAgreement } from '../store/papers.ts';
import { officeTexts } from '../texts-office.ts';
import { idParam } from './params.ts';

const agreementForm = z.object({
  text: field.required(4000),
  state: field.choice(['open', 'progress', 'done', 'dropped'] as const),
  droppedWhy: field.text(500),
  due: field.optionalDay(),
  responsible: field.text(500),
  topic: field.text(100),
  replaces: field.text(40),
});

/** Any file, kept as it is and never opened. */
const attachmentUpload = defineUpload({ route: '/gremienarbeit/vereinbarungen/:id/datei', kinds: [], largest: LARGEST_DOCUMENT });

/** The page of the list that a form came from, for the way back to it. */
function pageQuery(c: Ctx): Record<string, string> {
  const page = pageNumber(c.req.query(PAGE_PARAMETER));
  return page > 1 ? { [PAGE_PARAMETER]: String(page) } : {};
}

export function agreementRoutes({ context, followUp, papers }: GovernanceService) {
  const { db, today } = context;
  const STATES = ['open', 'progress', 'done', 'dropped', 'overdue', 'anyOpen', 'help'] as const;

  /** Somebody whose address and link are for this desk alone: whoever also works elsewhere is the office's. */
  async function ownPerson(c: Ctx): Promise<PersonRow> {
    const person = existing(await personById(db, idParam(c, 'id')));
    await mustAnswerFor(db, person.id);
    return person;
  }

  /** The people of the desk, and whether somebody else answers for them, too. */
  async function persons(c: Ctx): Promise<Page<PersonRow & { isShared: boolean; isReminded: boolean }>> {
    const people = await ownPersonsPage(db, askedPage(c));
    const ids = people.rows.map((person) => person.id);
    const [own, without] = [await answeredFor(db, ids), await unreminded(db, ids)];
    return mapPage(people, (person) => ({ ...person, isShared: !own.has(person.id), isReminded: !without.has(person.id) }));
  }

  async function show(c: Ctx, form?: FormState, errors: FormState['errors'] = {}): Promise<Response> {
    const desk = openDesk(c);
    const agreement = existing(await agreementById(db, idParam(c, 'id')));
    const { text, state, due, topic, dropped_why: droppedWhy } = agreement;
    const others =
      agreement.kind === 'decision'
        ? (await listAgreements(db, { kind: 'decision', inForce: true, today: today() })).filter((other) => other.id !== agreement.id)
        : [];
    return agreementPage(c, desk, {
      agreement,
      events: await eventsOf(db, agreement.id),
      files: await filesOf(db, agreement.id),
      bodies: await listBodies(db),
      others,
      paper: await paperOfAgreement(db, agreement.id),
      today: today(),
      form: form ?? {
        ...filledForm(c.get('locale'), {
          text,
          state,
          due,
          topic,
          droppedWhy,
          responsible: agreement.responsible.map((who) => who.name).join('; '),
        }),
        errors,
      },
    });
  }

  return new Hono<Env>()
    .get('/gremienarbeit/vereinbarungen', async (c) => {
      const desk = openDesk(c);
      const query = readQuery(c);
      const get = (name: string) => typed(query, name).replaceAll('\0', '').trim().slice(0, 100) || undefined;
      const own = ownBodies(c, 'body.manage');
      const filter: AgreementFilter = {
        today: today(),
        bodyId: idOrNull(get('gremium') ?? '') ?? undefined,
        personId: idOrNull(get('wer') ?? '') ?? undefined,
        state: STATES.find((state) => state === get('stand')),
        words: get('text'),
        ...(own === 'all' ? {} : { bodies: own }),
      };
      return agreementsPage(c, desk, {
        agreements: await agreementsPageOf(db, filter, askedPage(c)),
        bodies: inOwnBodies(c, 'body.manage', await listBodies(db), (body) => body.id),
        persons: await ownPersons(db),
        today: today(),
        asBoard: get('ansicht') === 'tafel',
        form: { locale: c.get('locale'), input: query, errors: {} },
      });
    })
    .get('/gremienarbeit/vereinbarungen/:id', (c) => show(c))
    .post('/gremienarbeit/vereinbarungen/:id', async (c) => {
      const desk = openDesk(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(agreementForm, input, locale);
      if (!form.ok) return show(c, { locale, input, errors: form.errors });
      const { due, responsible, topic, replaces, ...rest } = form.value;
      const result = await followUp.change(idParam(c, 'id'), {
        ...rest,
        due: due ?? null,
        topic: topic || null,
        responsible: namesOf(responsible),
        replaces: idOrNull(replaces),
      });
      if (!result.ok) {
        const t = officeTexts(locale);
        return show(c, { locale, input, errors: result.fault === 'minuted' ? { text: t.minuted } : { droppedWhy: t.needWhy } });
      }
      leaveFlash(c, 'gespeichert');
      return c.redirect(`${desk.base}/vereinbarungen/${idParam(c, 'id')}`, 303);
    })
    .post('/gremienarbeit/vereinbarungen/:id/vorlage', async (c) => {
      const desk = openDesk(c);
      const { id, unknown } = await papers.createFrom(idParam(c, 'id'), c.get('actor').name || officeTexts('de').title);
      leaveFlash(c, 'vorlage');
      const query = unknown.length > 0 ? `?ohne=${encodeURIComponent(unknown.join(', ').slice(0, 200))}` : '';
      return c.redirect(`${desk.base}/vorlagen/${id}${query}`, 303);
    })
    .post('/gremienarbeit/vereinbarungen/:id/datei', async (c) => {
      const desk = openDesk(c);
      const { file, isTooLarge } = await attachmentUpload.read(c);
      const t = officeTexts(c.get('locale')).faults;
      if (isTooLarge || !file || file.bytes.length === 0) return show(c, undefined, { datei: isTooLarge ? t.tooLarge : t.none });
      await followUp.attach(idParam(c, 'id'), file.bytes, file.name);
      return c.redirect(`${desk.base}/vereinbarungen/${idParam(c, 'id')}`, 303);
    })
    .post('/gremienarbeit/vereinbarungen/:id/bemerkung', async (c) => {
      const desk = openDesk(c);
      const form = parseForm(z.object({ comment: field.text(2000) }), await readForm(c), c.get('locale'));
      if (form.ok && form.value.comment !== '')
        await followUp.comment(idParam(c, 'id'), c.get('actor').name || officeTexts('de').title, form.value.comment);
      return c.redirect(`${desk.base}/vereinbarungen/${idParam(c, 'id')}`, 303);
    })
    .get('/gremienarbeit/personen', async (c) => {
      const desk = openDesk(c);
      const wanted = c.req.query('adresse') ?? '';
      const all = await persons(c);
      const isOwn = all.rows.some((person) => person.id === wanted && !person.isShared);
      const link = isOwn ? `/aufgaben/${await followUp.link(wanted)}` : undefined;
      return personsPage(
        c,
        desk,
        mapPage(all, (person) => ({ ...person, link: person.id === wanted ? link : undefined })),
      );
    })
    .post('/gremienarbeit/personen/:id/adresse', async (c) => {
      const desk = openDesk(c);
      const person = await ownPerson(c);
      const query = new URLSearchParams({ ...pageQuery(c), adresse: person.id });
      return c.redirect(`${desk.base}/personen?${query}#person-${person.id}`, 303);
    })
    .post('/gremienarbeit/personen/:id', async (c) => {
      const desk = openDesk(c);
      const person = await ownPerson(c);
      const input = await readForm(c);
      const typedEmail = typed(input, 'email').trim();
      const email = typedEmail === '' ? '' : asciiEmail(typedEmail);
      const isPublic = typed(input, 'public') !== '';
      if (email === undefined) {
        // What was there stays; what was typed stands in its field, with a word.
        const all = await persons(c);
        const wrong = { id: person.id, email: typedEmail };
        return personsPage(
          c,
          desk,
          mapPage(all, (each) => ({ ...each, link: undefined })),
          wrong,
        );
      }
      await updatePerson(db, person.id, {
        email: email === '' ? null : email,
        public_since: isPublic ? (person.public_since ?? context.now()) : null,
        updated_at: context.now(),
      });
      leaveFlash(c, 'gespeichert');
      const query = new URLSearchParams(pageQuery(c));
      return c.redirect(`${desk.base}/personen?${query}#person-${person.id}`, 303);
    });
}
