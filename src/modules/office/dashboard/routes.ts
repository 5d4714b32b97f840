import { Hono } from 'hono';
import type { Ctx, Env } from '#platform/http/context.ts';
import { downloadOf } from '#platform/http/download.ts';
import { HttpError } from '#platform/http/errors.ts';
import { formatDay } from '#platform/i18n/format.ts';
import type { Scheduled } from '#platform/jobs/index.ts';
import { mailKey } from '#platform/mail/index.ts';
import { type Asked, askedPage, firstOf, WHOLE } from '#platform/lists.ts';
import type { Services } from '#platform/services.ts';
import { holdersOf, peopleByIds } from '#modules/accounts/index.ts';
import { type DashboardParts, figuresOf } from './figures.ts';
import { dashboardPage, figurePage } from './pages.tsx';
import { reportPdf, reportText, reportXlsx } from './paper.ts';
import { dashboardTexts } from './texts.ts';

/** /geschaeftsstelle/ueberblick…, /geschaeftsstelle/bericht… */
export function dashboardRoutes(services: Services, parts: DashboardParts) {
  const today = () => services.clock.today();
  const figures = (c: Ctx, asked: Asked = firstOf(1)) => figuresOf(services, parts, c.get('locale'), asked);
  function asFile(c: Ctx, name: string, type: string, bytes: Buffer): Response {
    c.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
    c.header('Cache-Control', 'private, no-store');
    return c.body(new Uint8Array(bytes), 200, { 'content-type': type });
  }
  const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

  return new Hono<Env>()
    .get('/geschaeftsstelle/ueberblick', async (c) => dashboardPage(c, await figures(c)))
    .get('/geschaeftsstelle/ueberblick/:figure', async (c) => {
      const figure = (await figures(c, askedPage(c))).find((each) => each.id === c.req.param('figure'));
      if (!figure) throw new HttpError(404);
      return figurePage(c, figure);
    })
    .get('/geschaeftsstelle/bericht.pdf', async (c) =>
      asFile(c, `bericht-${today()}.pdf`, 'application/pdf', await reportPdf(await figures(c), today(), c.get('locale'))),
    )
    .get('/geschaeftsstelle/bericht.xlsx', async (c) =>
      downloadOf(c, `bericht-${today()}.xlsx`, sheet, reportXlsx(await figures(c, WHOLE), c.get('locale'))),
    );
}

/** Writes the report to everybody in the office; once a month, however often it is called. Returns how many letters. */
export async function sendReport(services: Services, parts: DashboardParts): Promise<number> {
  const { db, clock, config, mailer } = services;
  const today = clock.today();
  const figures = await figuresOf(services, parts, 'de', firstOf(1));
  const people = await peopleByIds(db, await holdersOf(db, ['office'], null));
  for (const person of people.values())
    await mailer.send(mailKey(person.id, `report ${today.slice(0, 7)}`), {
      to: person.email,
      subject: dashboardTexts('de').mailSubject(formatDay(today, 'de')),
      text: reportText(figures, `${config.publicUrl}/geschaeftsstelle/ueberblick`, 'de'),
    });
  return people.size;
}

/** On the first of every month. */
export const dashboardSchedule = (services: Services, parts: DashboardParts): Scheduled[] => [
  {
    name: 'office-report',
    cron: '0 7 1 * *',
    handle: async () => {
      await sendReport(services, parts);
    },
  },
];
