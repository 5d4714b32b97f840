import { localDay } from '#platform/clock.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import { designTexts, filledForm, type FormState } from '#design/index.ts';
import { field, parseForm } from '#platform/forms/index.ts';
import { type Choice, pick } from '#platform/forms/pick.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId, newId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { may } from '#modules/accounts/index.ts';
import { listBodies } from '#modules/governance/index.ts';
import { organisationsNamed } from '#modules/organisations/index.ts';
import { mayRemind, readEuro } from './model.ts';
import { circlePage, yearPage } from './pages/pages.tsx';
import { pledgePage } from './pages/pledge.tsx';
import { letterDocx, letterPdf, meansXlsx } from './paper.ts';
import type { Means } from './service.ts';
import * as store from './store.ts';
import { meansTexts } from './texts.ts';

const BASE = '/geschaeftsstelle/mittel';
/** Partners to choose from where a name fits several. */
const MOST_NAMED = 12;
const day = () => field.optionalDay().refine((text) => text !== undefined, 'required');
const pledgeForm = z.object({
  organisation: field.required(200),
  kind: field.choice(['money', 'other'] as const),
  amount: field.text(20),
  what: field.text(200),
  due: day(),
  note: field.text(300),
});
const receiptForm = z.object({ day: day(), amount: field.required(20), note: field.text(300) });
const lineForm = z.object({ title: field.required(120), planned: field.required(20), spent: field.text(20), lineNote: field.text(300) });

/** /mittel, /geschaeftsstelle/mittel… */
export function meansRoutes({ db, clock }: Services, means: Means) {
  const now = () => clock.now();
  const today = () => localDay(now());
  const t = (c: Ctx) => meansTexts(c.get('locale'));
  const yearIn = (c: Ctx): number => {
    const said = Number(c.req.query('jahr'));
    return Number.isInteger(said) && said >= 2000 && said <= 2100 ? said : Number(today().slice(0, 4));
  };
  async function list(c: Ctx, form?: FormState, open?: 'pledge' | 'line', choices: readonly Choice[] = []): Promise<Response> {
    const year = yearIn(c);
    return yearPage(c, await means.year(year), form ?? filledForm(c.get('locale'), { kind: 'money', due: `${year}-06-30` }), open, choices);
  }
  async function show(c: Ctx, form?: FormState, fault?: string): Promise<Response> {
    const pledge = await means.pledge(c.req.param('pledge' as never) ?? '');
    return pledgePage(c, {
      pledge,
      letter: means.letterOf(pledge),
      mayRemind: mayRemind(pledge.standing, pledge.reminders[0]?.at, now()),
      form: form ?? filledForm(c.get('locale'), { day: today() }, ['day']),
      fault,
    });
  }
  const back = (c: Ctx, path: string, flash = 'gespeichert') => {
    leaveFlash(c, flash);
    return c.redirect(path, 303);
  };
  function asFile(c: Ctx, name: string, type: string, bytes: Buffer): Response {
    c.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
    c.header('Cache-Control', 'private, no-store');
    return c.body(new Uint8Array(bytes), 200, { 'content-type': type });
  }
  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

  /** The office, and whoever belongs to a body that decides on strategy. */
  async function circleOnly(c: Ctx): Promise<void> {
    if (may(c.get('actor'), 'means.keep')) return;
    const circles = (await listBodies(db)).filter((body) => body.kind === 'strategy').map((body) => body.id);
    if (!c.get('actor').grants.some((grant) => grant.scope === 'body' && grant.id !== null && circles.includes(grant.id)))
      throw new HttpError(403);
  }

  const years = new Hono<Env>()
    .get('/mittel', async (c) => {
      await circleOnly(c);
      return circlePage(c, await means.year(yearIn(c)));
    })
    .get(BASE, (c) => list(c))
    .get(`${BASE}.xlsx`, async (c) =>
      asFile(c, `mittel-${yearIn(c)}.xlsx`, sheet, await meansXlsx(await means.year(yearIn(c)), c.get('locale'))),
    )
    .post(BASE, async (c) => {
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(pledgeForm, input, locale);
      const errors: Record<string, string> = form.ok ? {} : { ...form.errors };
      const picked = await pick(input, 'organisation', async (text) =>
        (await organisationsNamed(db, text, MOST_NAMED)).map(({ id, name, town }) => ({ value: id, label: name, hint: town })),
      );
      const d = designTexts(locale);
      const amount = form.ok && form.value.kind === 'money' ? readEuro(form.value.amount) : undefined;
      if (form.ok && picked.kind !== 'one') errors['organisation'] = picked.kind === 'several' ? d.pickSeveral : d.pickNone;
      if (form.ok && form.value.kind === 'money' && !amount) errors['amount'] = t(c).amountWrong;
      if (form.ok && form.value.kind === 'other' && form.value.what === '') errors['what'] = t(c).whatNeeded;
      const choices = picked.kind === 'several' ? picked.choices : [];
      if (!form.ok || picked.kind !== 'one' || Object.keys(errors).length > 0) return list(c, { locale, input, errors }, 'pledge', choices);
      const { kind, what, due, note } = form.value;
      const id = newId(now().getTime());
      const row = {
        id,
        organisation_id: picked.value,
        year: yearIn(c),
        kind,
        amount: amount ?? null,
        what,
        due_on: due,
        note,
        created_at: now(),
      };
      await store.insertPledge(db, row);
      return back(c, `${BASE}/${id}`);
    })
    .post(`${BASE}/posten`, async (c) => {
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(lineForm, input, locale);
      const errors: Record<string, string> = form.ok ? {} : { ...form.errors };
      const planned = form.ok ? readEuro(form.value.planned) : undefined;
      const spent = form.ok ? readEuro(form.value.spent || '0') : undefined;
      if (form.ok && planned === undefined) errors['planned'] = t(c).amountWrong;
      if (form.ok && spent === undefined) errors['spent'] = t(c).amountWrong;
      if (!form.ok || planned === undefined || spent === undefined) return list(c, { locale, input, errors }, 'line');
      await store.saveLine(db, {
        id: newId(now().getTime()),
        year: yearIn(c),
        title: form.value.title,
        planned,
        spent,
        note: form.value.lineNote,
      });
      return back(c, `${BASE}?jahr=${yearIn(c)}`);
    })
    .post(`${BASE}/posten/:line/entfernen`, async (c) => {
      const id = c.req.param('line');
      if (isId(id)) await store.removeLine(db, id);
      return back(c, `${BASE}?jahr=${yearIn(c)}`);
    });

  const pledges = new Hono<Env>()
    .get(`${BASE}/:pledge`, (c) => show(c))
    .get(`${BASE}/:pledge/brief.docx`, async (c) => {
      const pledge = await means.pledge(c.req.param('pledge'));
      return asFile(c, 'brief.docx', word, await letterDocx(pledge, means.letterOf(pledge), today()));
    })
    .get(`${BASE}/:pledge/brief.pdf`, async (c) => {
      const pledge = await means.pledge(c.req.param('pledge'));
      return asFile(c, 'brief.pdf', 'application/pdf', await letterPdf(pledge, means.letterOf(pledge), today()));
    })
    .post(`${BASE}/:pledge/eingang`, async (c) => {
      const { row } = await means.pledge(c.req.param('pledge'));
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(receiptForm, input, locale);
      if (!form.ok) return show(c, { locale, input, errors: form.errors });
      const amount = readEuro(form.value.amount);
      if (!amount || row.kind !== 'money') return show(c, { locale, input, errors: { amount: t(c).amountWrong } });
      await store.insertReceipt(db, { id: newId(now().getTime()), pledge_id: row.id, day: form.value.day, amount, note: form.value.note });
      return back(c, `${BASE}/${row.id}`);
    })
    .post(`${BASE}/:pledge/eingang/:receipt/entfernen`, async (c) => {
      const { row } = await means.pledge(c.req.param('pledge'));
      const id = c.req.param('receipt');
      if (isId(id)) await store.removeReceipt(db, row.id, id);
      return back(c, `${BASE}/${row.id}`);
    })
    .post(`${BASE}/:pledge/geleistet`, async (c) => {
      const { row } = await means.pledge(c.req.param('pledge'));
      if (row.kind === 'other') await store.changePledge(db, row.id, { given_on: row.given_on ? null : today() });
      return back(c, `${BASE}/${row.id}`);
    })
    .post(`${BASE}/:pledge/zuruecknehmen`, async (c) => {
      const { row } = await means.pledge(c.req.param('pledge'));
      await store.changePledge(db, row.id, { withdrawn_on: row.withdrawn_on ? null : today() });
      return back(c, `${BASE}/${row.id}`);
    })
    .post(`${BASE}/:pledge/erinnern`, async (c) => {
      const { row } = await means.pledge(c.req.param('pledge'));
      const done = await means.remind(row.id);
      return done.ok
        ? back(c, `${BASE}/${row.id}`, 'erinnert')
        : show(c, undefined, done.fault === 'noMail' ? t(c).noMail : t(c).remindHint('–'));
    });

  return new Hono<Env>().route('/', years).route('/', pledges);
}
