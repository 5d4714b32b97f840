import { Hono } from 'hono';
import type { Db } from '#platform/database/index.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { offersOn } from '#modules/offers/index.ts';
import { cardsIn, MOST_CARDS } from '../cards.ts';
import { checkpointsOf } from '../definition/model.ts';
import type { Opened } from '../desk.ts';
import { aidsPage } from '../pages/aids.tsx';
import { cardsPdf } from '../paper/cards-pdf.ts';
import { planCalendar } from '../paper/plan-calendar.ts';
import { planDocx } from '../paper/plan-docx.ts';
import { planPdf } from '../paper/plan-pdf.ts';
import { planXlsx } from '../paper/plan-xlsx.ts';
import type { ChecksService } from '../service.ts';

const TYPES = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ics: 'text/calendar; charset=utf-8',
} as const;

function file(c: Ctx, opened: Opened, kind: keyof typeof TYPES, content: Buffer | string): Response {
  c.header('Content-Disposition', `${kind === 'pdf' ? 'inline' : 'attachment'}; filename="${opened.definition.id}.${kind}"`);
  c.header('Cache-Control', 'private, no-store');
  return c.body(typeof content === 'string' ? content : new Uint8Array(content), 200, { 'content-type': TYPES[kind] });
}

const MOST_AIDS = 8;

/** What only the server can make of an assessment: papers, tables, calendars, and what the directory holds for a point. */
export function paperRoutes(service: ChecksService, db: Db) {
  const open = (c: Ctx) => service.open(c.req.param('token' as never) ?? '');
  return new Hono<Env>()
    .get('/:token/plan.pdf', async (c) => {
      const opened = await open(c);
      return file(c, opened, 'pdf', await planPdf(opened, c.get('locale'), service.now()));
    })
    .get('/:token/plan.xlsx', async (c) => {
      const opened = await open(c);
      return file(c, opened, 'xlsx', await planXlsx(opened, c.get('locale')));
    })
    .get('/:token/plan.docx', async (c) => {
      const opened = await open(c);
      return file(c, opened, 'docx', await planDocx(opened, c.get('locale'), service.now()));
    })
    .get('/:token/plan.ics', async (c) => {
      const opened = await open(c);
      return file(c, opened, 'ics', planCalendar(opened, c.get('locale'), service.publicUrl, service.now()));
    })
    .get('/:token/unterweisung.pdf', async (c) => {
      const opened = await open(c);
      const chosen = { punkt: c.req.queries('punkt') ?? [], massnahme: c.req.queries('massnahme') ?? [] };
      const cards = cardsIn(opened, chosen, c.get('locale'));
      if (cards.length === 0 || cards.length > MOST_CARDS) throw new HttpError(422);
      return file(c, opened, 'pdf', await cardsPdf(opened, cards, c.get('locale'), service.now()));
    })
    .get('/:token/vorlagen/:point', async (c) => {
      const opened = await open(c);
      const point = checkpointsOf(opened.definition).find((candidate) => candidate.id === c.req.param('point'));
      if (!point) throw new HttpError(404);
      const { industry, size } = opened.assessment.company;
      const wish = { topics: point.topics, industry, size };
      const [aids, funding] = await Promise.all([
        offersOn(db, { ...wish, kinds: ['aid', 'tool'] }, MOST_AIDS),
        offersOn(db, { ...wish, kinds: ['funding'] }, MOST_AIDS / 2),
      ]);
      const practice = (await service.practiceAids?.(opened.definition.id, point.id)) ?? [];
      return aidsPage(c, opened, point, { practice, aids, funding });
    });
}
