import { Alert, Button, Facts, Journey, LinkButton, renderPage, type Station } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatDateTime } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { type CompanyRequest, ESCALATE_AFTER_DAYS, type Step } from '../model.ts';
import { requestsTexts } from '../texts.ts';

/** The way of a request as stations of the journey line. */
function stationsOf(request: CompanyRequest, locale: Locale): Station[] {
  const t = requestsTexts(locale);
  const { state } = request;
  const at = (kind: Step['kind']) => {
    const step = request.steps.findLast((candidate) => candidate.kind === kind);
    return step && formatDate(step.at, locale);
  };
  const waiting = t.stations.waiting(request.target.receiverName);
  const sent: Station = { label: t.stations.sent, state: 'done', note: formatDate(request.createdAt, locale) };
  if (state === 'withdrawn') return [sent, { label: t.stations.withdrawn, state: 'done', note: at('withdrawn') }];
  if (state === 'declined')
    return [sent, { label: waiting, state: 'done' }, { label: t.stations.declined, state: 'stuck', note: at('declined') }];
  return [
    sent,
    { label: waiting, state: state === 'open' ? 'now' : 'done', note: state === 'open' ? t.stationWaiting : undefined },
    { label: t.stations.accepted, state: state === 'accepted' ? 'now' : state === 'closed' ? 'done' : 'ahead', note: at('accepted') },
    { label: t.stations.closed, state: state === 'closed' ? 'done' : 'ahead', note: at('closed') },
  ];
}

/** What happened, oldest first, with the words that were said. */
export function Steps({ request, locale }: { request: CompanyRequest; locale: Locale }) {
  const t = requestsTexts(locale);
  return (
    <ol class="timeline">
      {request.steps.map((step) => (
        <li key={step.id}>
          {t.step[step.kind](step.kind === 'withdrawn' ? t.you : step.who)}{' '}
          <span class="muted small">({formatDateTime(step.at, locale)})</span>
          {step.word && <p class="quote">„{step.word}“</p>}
        </li>
      ))}
    </ol>
  );
}

/** /anfrage/stand/:token: where the company's concern is. */
export function statusPage(
  c: Ctx,
  request: CompanyRequest,
  { fault, casePath }: { fault?: string | undefined; casePath?: string | undefined },
): Response {
  const locale = c.get('locale');
  const t = requestsTexts(locale);
  const isOpen = request.state === 'open' || request.state === 'accepted';
  return renderPage(c, {
    title: t.statusTitle,
    isPrivate: true,
    status: fault ? 422 : 200,
    flashes: t.flash,
    children: (
      <>
        <h1>{t.statusTitle}</h1>
        <p class="lead">{t.statusLead(request.target.title)}</p>
        {fault && <Alert kind="danger" title={fault} />}
        <Journey stations={stationsOf(request, locale)} label={t.journey} locale={locale} />
        {request.state === 'open' && request.target.kind !== 'office' && <p class="muted">{t.nextSteps(ESCALATE_AFTER_DAYS)}</p>}
        {casePath && <LinkButton href={casePath}>{t.toCase}</LinkButton>}
        <h2>{t.steps}</h2>
        <Steps request={request} locale={locale} />
        <h2>{t.yourMessage}</h2>
        <p class="prewrap">{request.message}</p>
        <Facts
          facts={[
            [t.contact, request.contact],
            [t.email, request.email],
            [t.phone, request.phone],
            [t.shared, request.share === 'nothing' ? undefined : t.shareOptions[request.share]],
          ]}
        />
        {isOpen && (
          <details class="no-print">
            <summary>{t.withdraw}</summary>
            <p>{t.withdrawHint}</p>
            <form method="post" action={`${c.req.path.replace(/\/zurueckziehen$/, '')}/zurueckziehen`}>
              <Button kind="secondary">{t.withdraw}</Button>
            </form>
          </details>
        )}
      </>
    ),
  });
}
