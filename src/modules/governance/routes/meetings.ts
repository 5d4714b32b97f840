import { meetingDesk } from '../letters.ts';
import { troubledAbout } from '#platform/mail/index.ts';
import { protocolPage } from '../pages/protocol.tsx';
import { meetingForm } from './office-forms.ts';
import { publicVersionPage } from '../pages/public-version.tsx';
import { Hono, type MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { emptyForm, filledForm, type FormState, LOOKED_FIELD } from '#design/index.ts';
import { field, isDay, parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { openDesk } from '../access.ts';
import { minutesDocx } from '../documents/write-docx.ts';
import { minutesPdf } from '../documents/write-pdf.ts';
import { AGREEMENT_KINDS } from '../model.ts';
import { type MeetingParts, officeMeetingPage } from '../pages/meeting.tsx';
import { plusDays } from '#platform/days.ts';
import { namesOf } from '../review.ts';
import { draftReaders, OBJECTION_DAYS } from '../service/publication.ts';
import { type MeetingHindrance, meetingHindrance } from '../meeting-gates.ts';
import { isWritable } from '../minutes-gates.ts';
import { existing } from '../service/context.ts';
import type { GovernanceService } from '../service/index.ts';
import { agreementsOfMinutes } from '../store/agreements.ts';
import { bodyById, receiversOf } from '../store/bodies.ts';
import { meetingById, saveAttendance, updateMeeting } from '../store/meetings.ts';
import type { PublicText } from '../public-text.ts';
import { officeTexts } from '../texts-office.ts';
import { isId } from '#platform/ids.ts';
import { listPapers } from '../store/papers.ts';
import { idParam } from './params.ts';

const itemForm = z.object({ itemTitle: field.required(300), duration: field.optionalInteger(1, 600), paper: field.text(40) });
const writeForm = z.object({ version: field.optionalInteger(0, 1_000_000), title: field.text(300), text: field.text(20_000) });
const agreeForm = z.object({
  agreement: field.required(4000),
  kind: field.choice(AGREEMENT_KINDS),
  item: field.text(20),
  responsible: field.text(500),
  due: field.optionalDay(),
});

/** What was approved stays as it was approved: whoever wants to write into it is told how, and nothing is written. */
const untilApproved =
  (service: GovernanceService): MiddlewareHandler<Env> =>
  async (c, next) => {
    const parts = await partsOf(service, c);
    if (isWritable(parts.meeting.minutes_state)) return next();
    return officeMeetingPage(c, openDesk(c), { ...parts, fault: officeTexts(c.get('locale')).minutesClosed });
  };

async function partsOf({ context, meetings }: GovernanceService, c: Ctx, form?: FormState): Promise<MeetingParts> {
  const { db, today, config } = context;
  const meeting = existing(await meetingById(db, idParam(c, 'id')));
  const agreements = await agreementsOfMinutes(db, meeting.id, today());
  const { day, start_time: startTime, end_time: endTime, mode, length, place, link, condition } = meeting;
  return {
    meeting,
    body: existing(await bodyById(db, meeting.body_id)),
    agreements,
    papers: await listPapers(db),
    receivers: await receiversOf(db, meeting.body_id, today()),
    readers: await draftReaders(db, meeting, today()),
    missing: (to) => meetings.hindrances(meeting, agreements, to),
    mayTake: (step) => meetingHindrance(meeting, step, today()) === undefined,
    publicUrl: config.publicUrl,
    today: today(),
    until: plusDays(today(), OBJECTION_DAYS),
    undelivered: await troubledAbout(db, meetingDesk(meeting)),
    form: form ?? filledForm(c.get('locale'), { day, startTime, endTime, mode, length, place, link, condition }),
  };
}

function planningRoutes(service: GovernanceService) {
  const { meetings } = service;
  const to = async (c: Ctx, id: string, flash?: string) => {
    const desk = openDesk(c);
    if (flash) leaveFlash(c, flash);
    return c.redirect(`${desk.base}/sitzungen/${id}`, 303);
  };
  const notNow = async (c: Ctx, fault: MeetingHindrance) =>
    officeMeetingPage(c, openDesk(c), { ...(await partsOf(service, c)), fault: officeTexts(c.get('locale')).meetingHindrances[fault] });
  return new Hono<Env>()
    .get('/gremienarbeit/sitzungen/:id', async (c) => officeMeetingPage(c, openDesk(c), await partsOf(service, c)))
    .post('/gremienarbeit/sitzungen/:id/aendern', untilApproved(service), async (c) => {
      const desk = openDesk(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(meetingForm, input, locale);
      if (!form.ok) return officeMeetingPage(c, desk, await partsOf(service, c, { locale, input, errors: form.errors }));
      await meetings.change(idParam(c, 'id'), { ...form.value, length: form.value.length ?? null });
      const { invited_sequence: sent, state } = existing(await meetingById(service.context.db, idParam(c, 'id')));
      return to(c, idParam(c, 'id'), sent !== null && state === 'planned' ? 'nochAlt' : 'gespeichert');
    })
    .post('/gremienarbeit/sitzungen/:id/punkt', untilApproved(service), async (c) => {
      const desk = openDesk(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(itemForm, input, locale);
      if (!form.ok) return officeMeetingPage(c, desk, await partsOf(service, c, { locale, input, errors: form.errors }));
      await meetings.addItem(
        idParam(c, 'id'),
        form.value.itemTitle,
        form.value.duration ?? null,
        isId(form.value.paper) ? form.value.paper : null,
      );
      return to(c, idParam(c, 'id'), 'gespeichert');
    })
    .post('/gremienarbeit/sitzungen/:id/einladen', async (c) => {
      const done = await meetings.invite(idParam(c, 'id'), typed(await readForm(c), LOOKED_FIELD));
      return done.ok ? to(c, idParam(c, 'id'), 'eingeladen') : notNow(c, done.fault);
    })
    .post('/gremienarbeit/sitzungen/:id/probe', async (c) => {
      await meetings.sample(idParam(c, 'id'));
      return to(c, idParam(c, 'id'), 'probe');
    })
    .post('/gremienarbeit/sitzungen/:id/absagen', async (c) => {
      const done = await meetings.cancel(idParam(c, 'id'), typed(await readForm(c), LOOKED_FIELD));
      return done.ok ? to(c, idParam(c, 'id'), done.value > 0 ? 'abgesagt' : 'gespeichert') : notNow(c, done.fault);
    })
    .post('/gremienarbeit/sitzungen/:id/beginnen', async (c) => {
      const desk = openDesk(c);
      const done = await meetings.begin(idParam(c, 'id'));
      if (!done.ok) return notNow(c, done.fault);
      return c.redirect(`${desk.base}/sitzungen/${idParam(c, 'id')}/protokoll`, 303);
    });
}

function writingRoutes(service: GovernanceService) {
  const { context, meetings } = service;
  const { db } = context;
  const show = async (c: Ctx, form?: FormState) =>
    protocolPage(c, openDesk(c), {
      ...(await partsOf(service, c)),
      form: form ?? emptyForm(c.get('locale')),
    });
  return new Hono<Env>()
    .get('/gremienarbeit/sitzungen/:id/protokoll', (c) => show(c))
    .post('/gremienarbeit/sitzungen/:id/protokoll/:item', untilApproved(service), async (c) => {
      const desk = openDesk(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(writeForm, input, locale);
      if (!form.ok) return show(c, { locale, input, errors: form.errors });
      const itemId = idParam(c, 'item');
      const { version, title, text } = form.value;
      const result = await meetings.writeItem(itemId, version ?? 0, title, text);
      const isBackground = c.req.header('accept') === 'application/json';
      if (isBackground) return result.ok ? c.json({ version: result.value }) : c.json({ conflict: true }, 409);
      if (!result.ok)
        return protocolPage(c, desk, { ...(await partsOf(service, c)), form: emptyForm(locale) }, { itemId, mine: { title, text } });
      leaveFlash(c, 'gespeichert');
      return c.redirect(`${desk.base}/sitzungen/${idParam(c, 'id')}/protokoll#punkt-${itemId}`, 303);
    })
    .post('/gremienarbeit/sitzungen/:id/anwesend', untilApproved(service), async (c) => {
      const desk = openDesk(c);
      const input = await readForm(c);
      const meeting = existing(await meetingById(db, idParam(c, 'id')));
      for (const each of meeting.attendance) {
        const status = (['invited', 'present', 'excused', 'guest'] as const).find((known) => known === typed(input, `s_${each.id}`));
        if (status && status !== each.status) await saveAttendance(db, each.id, status);
      }
      const unnamed = typed(input, 'unnamed');
      const taker = typed(input, 'taker').replaceAll('\0', '').trim().slice(0, 200);
      await updateMeeting(db, meeting.id, {
        unnamed_participants: /^\d{1,4}$/.test(unnamed) ? Number(unnamed) : meeting.unnamed_participants,
        minute_taker: input['taker'] ? taker : meeting.minute_taker,
        updated_at: context.now(),
      });
      const name = typed(input, 'newName').replaceAll('\0', '').trim().slice(0, 200);
      if (name !== '')
        await meetings.attend(meeting.id, name, typed(input, 'newOrganisation').replaceAll('\0', '').trim().slice(0, 200), 'present');
      leaveFlash(c, 'gespeichert');
      return c.redirect(`${desk.base}/sitzungen/${meeting.id}/protokoll`, 303);
    })
    .post('/gremienarbeit/sitzungen/:id/vereinbaren', untilApproved(service), async (c) => {
      const desk = openDesk(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(agreeForm, input, locale);
      if (!form.ok) return show(c, { locale, input, errors: form.errors });
      const { agreement, kind, item, responsible, due } = form.value;
      await meetings.agree(idParam(c, 'id'), {
        text: agreement,
        kind,
        itemNumber: item || null,
        responsible: namesOf(responsible),
        due: due ?? null,
        topic: null,
      });
      leaveFlash(c, 'gespeichert');
      return c.redirect(`${desk.base}/sitzungen/${idParam(c, 'id')}/protokoll`, 303);
    });
}

function publicText(input: Record<string, string[]>, proposed: PublicText): PublicText {
  const get = (name: string, fallback: string) =>
    input[name] ? typed(input, name).replace(/\r\n?/g, '\n').replaceAll('\0', '').trim().slice(0, 20_000) : fallback;
  return {
    items: proposed.items.map((item, index) => ({
      number: item.number,
      title: get(`title${index}`, item.title),
      text: get(`text${index}`, item.text),
    })),
    agreements: proposed.agreements.map((each, index) => ({
      ...each,
      text: get(`agreement${index}`, each.text),
      responsible: namesOf(get(`who${index}`, each.responsible.join(';'))),
    })),
    participants: get('participants', proposed.participants.join(';'))
      .split(';')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
    checked: (input['geprueft'] ?? []).map((key) => key.slice(0, 300)).slice(0, 1000),
  };
}

function closingRoutes(service: GovernanceService) {
  const { meetings } = service;
  return new Hono<Env>()
    .post('/gremienarbeit/sitzungen/:id/stand', async (c) => {
      const desk = openDesk(c);
      const input = await readForm(c);
      const t = officeTexts(c.get('locale'));
      const to = (['draft', 'circulated', 'approved', 'published'] as const).find((state) => state === typed(input, 'to'));
      const until = isDay(typed(input, 'until')) ? typed(input, 'until') : undefined;
      const reason = typed(input, 'reason').replaceAll('\0', '').trim().slice(0, 1000);
      const looked = input[LOOKED_FIELD] ? typed(input, LOOKED_FIELD) : undefined;
      const result = to
        ? await meetings.become(idParam(c, 'id'), to, { until, reason, looked })
        : ({ ok: false, fault: 'notPossible' } as const);
      if (!result.ok)
        return officeMeetingPage(c, desk, { ...(await partsOf(service, c)), fault: t[result.fault], typed: { until, reason } });
      leaveFlash(c, to === 'circulated' ? 'verteilt' : 'gespeichert');
      return c.redirect(`${desk.base}/sitzungen/${idParam(c, 'id')}`, 303);
    })
    .post('/gremienarbeit/sitzungen/:id/einwand/:objection', async (c) => {
      const desk = openDesk(c);
      const form = parseForm(z.object({ answer: field.text(4000) }), await readForm(c), c.get('locale'));
      if (form.ok && form.value.answer !== '') await meetings.answer(idParam(c, 'id'), idParam(c, 'objection'), form.value.answer);
      return c.redirect(`${desk.base}/sitzungen/${idParam(c, 'id')}`, 303);
    })
    .get('/gremienarbeit/sitzungen/:id/oeffentlich', async (c) => {
      const desk = openDesk(c);
      const parts = await partsOf(service, c);
      const kept = parts.meeting.public_text as PublicText | null;
      return publicVersionPage(c, desk, parts, kept ?? (await meetings.proposePublic(parts.meeting)).text);
    })
    .post('/gremienarbeit/sitzungen/:id/oeffentlich', async (c) => {
      const desk = openDesk(c);
      const parts = await partsOf(service, c);
      const { text: proposed } = await meetings.proposePublic(parts.meeting);
      const text = publicText(await readForm(c, 4000), proposed);
      const result = await meetings.savePublic(parts.meeting.id, text);
      const t = officeTexts(c.get('locale'));
      if (!result.ok) {
        const fault = 'name' in result.fault ? t.stillNamed(result.fault.name) : t.unchecked(result.fault.unchecked);
        return publicVersionPage(c, desk, { ...parts, fault }, text);
      }
      leaveFlash(c, 'gespeichert');
      return c.redirect(`${desk.base}/sitzungen/${parts.meeting.id}`, 303);
    })
    .get('/gremienarbeit/sitzungen/:id/protokoll.pdf', async (c) => {
      const { meeting, body, agreements } = await partsOf(service, c);
      return c.body(new Uint8Array(await minutesPdf(meeting, body, agreements, c.get('locale'))), 200, {
        'content-type': 'application/pdf',
        'content-disposition': 'attachment; filename="protokoll.pdf"',
        'cache-control': 'private, no-store',
      });
    })
    .get('/gremienarbeit/sitzungen/:id/protokoll.docx', async (c) => {
      const { meeting, body, agreements } = await partsOf(service, c);
      return c.body(new Uint8Array(await minutesDocx(meeting, body, agreements, c.get('locale'))), 200, {
        'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        'content-disposition': 'attachment; filename="protokoll.docx"',
        'cache-control': 'private, no-store',
      });
    });
}

/** …/sitzungen/:id: planning, writing the minutes, publishing them */
export function meetingRoutes(service: GovernanceService) {
  return new Hono<Env>().route('/', planningRoutes(service)).route('/', writingRoutes(service)).route('/', closingRoutes(service));
}
