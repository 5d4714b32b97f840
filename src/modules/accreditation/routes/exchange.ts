import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm, filledForm, type FormState } from '#design/index.ts';
import { field, parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId, newId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { askedPage, WHOLE } from '#platform/lists.ts';
import { distanceKm, type Places } from '#reference/index.ts';
import { may, userOf } from '#modules/accounts/index.ts';
import { type Consultant, consultantById } from '#modules/consultants/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { exchangePage, exchangesPage, PAST } from '../pages/exchange.tsx';
import {
  answerQuestion,
  ask,
  exchangeById,
  exchangesFrom,
  insertExchange,
  mayRun,
  participantsOf,
  pastExchanges,
  questionsOf,
  register,
  saveAttended,
  unregister,
  updateExchange,
} from '../store/exchange.ts';
import type { ExchangeRow } from '../tables.ts';
import { accreditationTexts } from '../texts.ts';

const MOST_FITTING = 3;
const NEAR_KM = 60;
const planForm = z.object({
  title: field.required(160),
  day: field.optionalDay().refine((day) => day !== undefined, 'required'),
  hours: field.text(40),
  place: field.required(160),
  online: field.checkbox(),
  link: field.text(300).refine((text) => text === '' || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)), 'url'),
});

/** /austausch… */
export function exchangeRoutes({ db, clock }: Services, topics: Topics, places: Places) {
  const today = () => clock.today();
  const param = (c: Ctx, name: string) => c.req.param(name as never) ?? '';

  async function exchangeOf(c: Ctx): Promise<ExchangeRow> {
    const id = param(c, 'exchange');
    const row = isId(id) ? await exchangeById(db, id) : undefined;
    if (!row) throw new HttpError(404);
    return row;
  }
  /** The consultant that somebody is. */
  async function consultantIn(c: Ctx): Promise<Consultant | undefined> {
    const grant = c.get('actor').grants.find((each) => each.role === 'consultant' && each.id !== null);
    return grant?.id ? consultantById(db, grant.id) : undefined;
  }

  /** What shares topics with a person, or is near; the most shared first, then the soonest. */
  function fittingFor(person: Consultant | undefined, rows: readonly ExchangeRow[]): ExchangeRow[] {
    if (!person) return [];
    const own = new Set(person.topics);
    const near = (row: ExchangeRow) => {
      const answer = places.find(row.place);
      return answer.kind === 'found' && distanceKm(answer.place, person) <= NEAR_KM;
    };
    return rows
      .filter((row) => !row.cancelled)
      .map((row) => ({ row, points: row.topics.filter((topic) => own.has(topic)).length + (near(row) ? 1 : 0) }))
      .filter(({ points }) => points > 0)
      .toSorted((a, b) => b.points - a.points || a.row.day.localeCompare(b.row.day))
      .slice(0, MOST_FITTING)
      .map(({ row }) => row);
  }

  async function list(c: Ctx, form: FormState = emptyForm(c.get('locale'))): Promise<Response> {
    const [next, past, person] = await Promise.all([
      exchangesFrom(db, today(), askedPage(c)),
      pastExchanges(db, today(), askedPage(c, undefined, PAST)),
      consultantIn(c),
    ]);
    const ahead = person ? (await exchangesFrom(db, today(), WHOLE)).rows : [];
    return exchangesPage(c, {
      fitting: fittingFor(person, ahead),
      next,
      past,
      mayPlan: may(c.get('actor'), 'exchange.manage'),
      form,
      topics,
    });
  }

  async function page(c: Ctx, given?: FormState, fault?: string): Promise<Response> {
    const exchange = await exchangeOf(c);
    const [participants, questions, person] = await Promise.all([
      participantsOf(db, exchange.id),
      questionsOf(db, exchange.id),
      consultantIn(c),
    ]);
    return exchangePage(c, {
      exchange,
      participants,
      questions,
      own: person && { id: person.id, participation: participants.find((each) => each.consultant_id === person.id) },
      isSignedIn: c.get('actor').kind === 'person',
      mayManage: mayRun(exchange),
      today: today(),
      topics,
      form: given ?? filledForm(c.get('locale'), { notes: exchange.notes }),
      fault,
    });
  }
  const back = (c: Ctx, flash: string, path = `/${param(c, 'exchange')}`) => {
    leaveFlash(c, flash);
    return c.redirect(`/austausch${path}`, 303);
  };

  return new Hono<Env>()
    .get('/austausch', (c) => list(c))
    .post('/austausch', async (c) => {
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(planForm, input, locale);
      if (!form.ok) return list(c, { locale, input, errors: form.errors });
      const { day, ...values } = form.value;
      const ids = topics.all.map((topic) => topic.id).filter((topic) => input['topics']?.includes(topic));
      const id = newId(clock.now().getTime());
      await insertExchange(db, { id, topics: ids, day, district: '', created_by: userOf(c), created_at: clock.now(), ...values });
      return back(c, 'geplant', `/${id}`);
    })
    .get('/austausch/:exchange', (c) => page(c))
    .post('/austausch/:exchange/anmelden', async (c) => {
      const exchange = await exchangeOf(c);
      const person = await consultantIn(c);
      const t = accreditationTexts(c.get('locale')).exchange;
      if (!person) return page(c, undefined, t.onlyConsultants);
      if (exchange.cancelled || exchange.day < today()) return page(c, undefined, exchange.cancelled ? t.cancelled : t.over);
      await register(db, { exchange_id: exchange.id, consultant_id: person.id, name: person.name, registered_at: clock.now() });
      return back(c, 'angemeldet');
    })
    .post('/austausch/:exchange/abmelden', async (c) => {
      const exchange = await exchangeOf(c);
      const person = await consultantIn(c);
      if (person) await unregister(db, exchange.id, person.id);
      return back(c, 'abgemeldet');
    })
    .post('/austausch/:exchange/teilnahme', async (c) => {
      const exchange = await exchangeOf(c);
      if (exchange.day > today()) return page(c, undefined, accreditationTexts(c.get('locale')).exchange.notYet);
      const known = new Set((await participantsOf(db, exchange.id)).map((each) => each.consultant_id));
      const there = ((await readForm(c))['da'] ?? []).filter((id) => known.has(id));
      await saveAttended(db, exchange.id, there);
      return back(c, 'gespeichert');
    })
    .post('/austausch/:exchange/notizen', async (c) => {
      const exchange = await exchangeOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(z.object({ notes: field.text(10_000) }), input, locale);
      if (!form.ok) return page(c, { locale, input, errors: form.errors });
      await updateExchange(db, exchange.id, { notes: form.value.notes });
      return back(c, 'gespeichert');
    })
    .post('/austausch/:exchange/absagen', async (c) => {
      await updateExchange(db, (await exchangeOf(c)).id, { cancelled: true });
      return back(c, 'gespeichert');
    })
    .post('/austausch/:exchange/fragen', async (c) => {
      const exchange = await exchangeOf(c);
      const person = await consultantIn(c);
      const isThere = person && (await participantsOf(db, exchange.id)).some((each) => each.consultant_id === person.id);
      if (!isThere) throw new HttpError(403);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(z.object({ question: field.required(2000) }), input, locale);
      if (!form.ok) return page(c, { locale, input, errors: form.errors });
      await ask(db, {
        id: newId(clock.now().getTime()),
        exchange_id: exchange.id,
        who: userOf(c),
        text: form.value.question,
        answer: '',
        at: clock.now(),
      });
      return back(c, 'gefragt');
    })
    .post('/austausch/:exchange/fragen/:question', async (c) => {
      const exchange = await exchangeOf(c);
      const id = param(c, 'question');
      if (!isId(id)) throw new HttpError(404);
      const locale = c.get('locale');
      const input = await readForm(c);
      const name = `answer-${id}`;
      const form = parseForm(z.object({ [name]: field.required(3000) }), input, locale);
      if (!form.ok) return page(c, { locale, input, errors: form.errors });
      await answerQuestion(db, exchange.id, id, form.value[name] ?? '');
      return back(c, 'gespeichert');
    });
}
