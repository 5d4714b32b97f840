import type { Troubled } from '#platform/mail/index.ts';
import { z } from 'zod';
import {
  Alert,
  Button,
  ErrorSummary,
  Facts,
  type FormState,
  LinkButton,
  RadioGroup,
  renderPage,
  Select,
  TextArea,
  Undelivered,
} from '#design/index.ts';
import { field } from '#platform/forms/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Organisation } from '#modules/organisations/index.ts';
import type { Snapshot } from '#modules/checks/index.ts';
import type { CompanyRequest } from '../model.ts';
import { requestsTexts } from '../texts.ts';
import { Steps } from './status.tsx';

const ANSWERS = ['accept', 'passOn', 'decline', 'close'] as const;

export const answerForm = z.object({
  answer: field.choice(ANSWERS),
  word: field.text(1000),
  to: field.text(60),
});

/** What a company shared of its check. */
export function SharedCheck({ shared, locale }: { shared: Snapshot; locale: Locale }) {
  const t = requestsTexts(locale);
  return (
    <details open>
      <summary>
        {t.shared}: {shared.title}
      </summary>
      <h3>{t.sharedNeed}</h3>
      <ul>
        {shared.profile.map((row) => (
          <li key={row.theme}>
            {row.theme}: {row.need}
          </li>
        ))}
      </ul>
      {shared.urgent.length > 0 && (
        <>
          <h3>{t.sharedUrgent}</h3>
          <ul>
            {shared.urgent.map((title) => (
              <li key={title}>{title}</li>
            ))}
          </ul>
        </>
      )}
      {shared.plan.length > 0 && (
        <>
          <h3>{t.sharedPlan}</h3>
          <ul>
            {shared.plan.map((measure) => (
              <li key={measure}>{measure}</li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}

function AnswerForm({
  c,
  request,
  state,
  organisations,
}: {
  c: Ctx;
  request: CompanyRequest;
  state: FormState;
  organisations: Organisation[];
}) {
  const t = requestsTexts(state.locale);
  const possible = request.state === 'accepted' ? (['close', 'passOn'] as const) : (['accept', 'passOn', 'decline'] as const);
  return (
    <form method="post" noValidate action={c.req.path} class="form">
      <RadioGroup
        form={state}
        name="answer"
        label={t.answer}
        options={possible.map((value) => ({ value, label: t.answers[value], hint: t.answerHints[value] }))}
      />
      <Select
        form={state}
        name="to"
        label={t.passTo}
        blank={t.choose}
        options={[
          { value: 'office', label: t.officeTitle },
          ...organisations.map((organisation) => ({ value: organisation.id, label: `${organisation.name}, ${organisation.town}` })),
        ]}
      />
      <TextArea form={state} name="word" label={t.word} hint={t.wordHint} maxLength={1000} optional />
      <Button>{t.sendAnswer}</Button>
    </form>
  );
}

/** /anfrage/an/:token: the receiver reads the concern and answers. */
export function receivePage(
  c: Ctx,
  {
    request,
    state,
    organisations,
    casePath,
    undelivered,
  }: {
    request: CompanyRequest;
    state: FormState;
    organisations: Organisation[];
    /** Where whoever looks works on the case that it became. */
    casePath?: string | undefined;
    /** Letters about it that did not arrive. */
    undelivered: readonly Troubled[];
  },
): Response {
  const locale = c.get('locale');
  const t = requestsTexts(locale);
  const isWithdrawn = request.state === 'withdrawn';
  const isOver = isWithdrawn || request.state === 'closed' || request.state === 'declined';
  return renderPage(c, {
    title: t.receiverTitle,
    isPrivate: true,
    status: Object.keys(state.errors).length > 0 ? 422 : 200,
    flashes: t.flash,
    children: (
      <>
        <h1>{t.receiverTitle}</h1>
        {isOver ? (
          <Alert kind="info" title={isWithdrawn ? t.isWithdrawn : t.isOver} />
        ) : (
          request.state === 'open' && <p class="lead">{t.receiverLead}</p>
        )}
        {casePath && (
          <p>
            <LinkButton href={casePath}>{t.openCase}</LinkButton>
          </p>
        )}
        <Undelivered mails={undelivered} locale={locale} />
        <ErrorSummary errors={state.errors} locale={locale} />
        <Facts
          facts={[
            [t.about, request.target.title],
            [t.from, [request.company, request.place].filter(Boolean).join(', ')],
            [t.contactData, isWithdrawn ? '–' : [request.contact, request.email, request.phone].filter(Boolean).join(' · ')],
            [t.stations.sent, formatDate(request.createdAt, locale)],
          ]}
        />
        {!isWithdrawn && (
          <>
            <h2>{t.yourMessage}</h2>
            <p class="prewrap">{request.message}</p>
          </>
        )}
        {!isWithdrawn && request.shared && <SharedCheck shared={request.shared} locale={locale} />}
        {!isOver && (
          <>
            <h2>{t.answer}</h2>
            <AnswerForm c={c} request={request} state={state} organisations={organisations} />
          </>
        )}
        <h2>{t.steps}</h2>
        <Steps request={request} locale={locale} />
      </>
    ),
  });
}
