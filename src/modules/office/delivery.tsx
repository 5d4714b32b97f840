import { Hono } from 'hono';
import { Button, EmptyState, Paged, renderPage, TabList, whyUndelivered } from '#design/index.ts';
import { typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { formatDateTime, formatNumber } from '#platform/i18n/format.ts';
import { isId } from '#platform/ids.ts';
import { askedPage, type Page } from '#platform/lists.ts';
import { countTroubled, sendAgain, sendAllAgain, type Troubled, troubledMails, type TroubleState } from '#platform/mail/index.ts';
import type { Services } from '#platform/services.ts';
import { change, may, permit } from '#modules/accounts/index.ts';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { NOBODY } from './outbox.tsx';
import { officeTexts } from './texts.ts';

const DELIVERY_PATH = '/geschaeftsstelle/zustellung';

interface View {
  state: TroubleState;
  mails: Page<Troubled>;
  counts: Record<TroubleState, number>;
  hasServer: boolean;
}

const hrefOf = (state: TroubleState): string => (state === 'later' ? `${DELIVERY_PATH}?stand=spaeter` : DELIVERY_PATH);

function MailRow({ mail, state, c }: { mail: Troubled; state: TroubleState; c: Ctx }) {
  const locale = c.get('locale');
  const t = officeTexts(locale).delivery;
  return (
    <article class="entry" id={`brief-${mail.id}`}>
      <p class="entry__kicker">
        {formatDateTime(mail.createdAt, locale)}, {t.tries(mail.tries)}
      </p>
      <h2 class="entry__title">{mail.subject}</h2>
      <p>
        {t.to} {mail.to}. {whyUndelivered(mail, locale)}
      </p>
      {mail.words !== '' && <p class="muted small">{t.said(mail.words)}</p>}
      <form method="post" action={`${DELIVERY_PATH}/${mail.id}`}>
        <input type="hidden" name="stand" value={state === 'later' ? 'spaeter' : ''} />
        <Button kind="secondary" label={t.againTo(mail.subject, mail.to)}>
          {t.again}
        </Button>
      </form>
    </article>
  );
}

/** /geschaeftsstelle/zustellung: mails that did not arrive, and the way to send them once more. */
function deliveryPage(c: Ctx, { state, mails, counts, hasServer }: View): Response {
  const locale = c.get('locale');
  const t = officeTexts(locale).delivery;
  const number = (value: number) => formatNumber(value, locale);
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    flashes: t.flash,
    crumbs: [{ href: '/geschaeftsstelle', label: t.office }],
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{hasServer ? t.lead : t.noServer}</p>
        {!hasServer && may(c.get('actor'), 'outbox.read') && (
          <p>
            <a href="/geschaeftsstelle/postausgang">{t.outbox}</a>
          </p>
        )}
        <nav aria-label={t.title}>
          <TabList
            links={[
              [hrefOf('failed'), `${t.failed} (${number(counts.failed)})`],
              [hrefOf('later'), `${t.later} (${number(counts.later)})`],
            ]}
          />
        </nav>
        {mails.total === 0 && hasServer && <EmptyState title={state === 'failed' ? t.noneFailed : t.noneLater} />}
        {counts[state] > 1 && hasServer && (
          <form method="post" action={`${DELIVERY_PATH}/alle`} class="form">
            <input type="hidden" name="stand" value={state === 'later' ? 'spaeter' : ''} />
            <p class="muted">{t.allHint}</p>
            <Button kind="secondary">{t.all}</Button>
          </form>
        )}
        <Paged list={mails} c={c}>
          {mails.rows.map((mail) => (
            <MailRow key={mail.id} mail={mail} state={state} c={c} />
          ))}
        </Paged>
      </>
    ),
  });
}

export function deliveryRoutes({ db, jobs, config }: Pick<Services, 'db' | 'jobs' | 'config'>) {
  const stateIn = (value: string | undefined): TroubleState => (value === 'spaeter' ? 'later' : 'failed');
  /** Lets mails go once more; what stands in the trail has happened. Returns how many. @throws HttpError 403 */
  const again = (record: string, send: (trx: Db) => Promise<number>): Promise<number> =>
    inTransaction(db, async (trx) => {
      permit('mail.deliver');
      const sent = await send(trx);
      if (sent > 0) await change(trx, 'mail.deliver', {}, { what: 'mail.sentAgain', kind: 'mail', record, details: { sent } });
      return sent;
    });
  return new Hono<Env>()
    .get(DELIVERY_PATH, async (c) => {
      const state = stateIn(c.req.query('stand'));
      const counts = await countTroubled(db);
      return deliveryPage(c, {
        state,
        mails: await troubledMails(db, state, askedPage(c)),
        counts,
        hasServer: config.smtpUrl !== undefined,
      });
    })
    .post(`${DELIVERY_PATH}/alle`, async (c) => {
      const state = stateIn(typed(await readForm(c), 'stand'));
      const sent = await again(NOBODY, (trx) => sendAllAgain(trx, state));
      leaveFlash(c, sent > 0 ? 'alle' : 'erledigt');
      return c.redirect(hrefOf(state), 303);
    })
    .post(`${DELIVERY_PATH}/:mail`, async (c) => {
      const id = c.req.param('mail');
      const state = stateIn(typed(await readForm(c), 'stand'));
      const sent = isId(id) ? await again(id, async (trx) => Number(await sendAgain(trx, jobs, id))) : 0;
      // Somebody was quicker, or it has arrived meanwhile.
      leaveFlash(c, sent > 0 ? 'nochmal' : 'erledigt');
      return c.redirect(hrefOf(state), 303);
    });
}
