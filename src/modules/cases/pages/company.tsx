import { Alert, Button, ErrorSummary, type FormState, RadioGroup, renderPage, TextArea, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { type CompanyRequest, RequestSteps } from '#modules/requests/index.ts';
import { EFFECT_QUESTIONS, EFFECT_SCALE } from '../model.ts';
import type { CaseFile } from '../store/cases.ts';
import { casesTexts } from '../texts.ts';
import { CaseFacts, History, Record, Way } from './parts.tsx';

const scale = EFFECT_SCALE.map((value) => ({ value: String(value), label: String(value) }));

function Goals({ file, base, locale }: { file: CaseFile; base: string; locale: Locale }) {
  const t = casesTexts(locale);
  const open = file.goals.filter((goal) => !goal.company_agreed_at);
  return (
    <>
      <h2>{t.goals}</h2>
      {file.goals.length === 0 && <p class="muted">{t.noGoals}</p>}
      <ul>
        {file.goals.map((goal) => (
          <li key={goal.id}>
            {goal.text} <span class="muted">({goal.company_agreed_at ? t.agreed : t.notAgreed})</span>
          </li>
        ))}
      </ul>
      {open.length > 0 && (
        <form method="post" action={`${base}/ziele`}>
          <Button>{t.own.agree}</Button>
        </form>
      )}
    </>
  );
}

/** What the company asked for, what was answered, and how whoever looks after it is reached. */
function Asked({ request, locale }: { request: CompanyRequest; locale: Locale }) {
  const t = casesTexts(locale);
  const { receiverEmail, owner } = request.target;
  // A consultant's address is not public: it is theirs to tell.
  const address = owner?.scope === 'consultant' ? '' : receiverEmail;
  return (
    <>
      <h2>{t.own.asked}</h2>
      <p class="prewrap quote">{request.message}</p>
      <RequestSteps request={request} locale={locale} />
      {address && (
        <p>
          {t.own.reach} <a href={`mailto:${address}`}>{address}</a>
        </p>
      )}
    </>
  );
}

/** /fall/:token: the company's own view of its case. */
export function companyPage(
  c: Ctx,
  file: CaseFile,
  base: string,
  given: { today: string; hoursPerDay: number; story: string | undefined; request: CompanyRequest | undefined },
): Response {
  const locale = c.get('locale');
  const t = casesTexts(locale);
  const { row, rating } = file;
  return renderPage(c, {
    title: t.own.title,
    isPrivate: true,
    flashes: t.flash,
    children: (
      <>
        <h1>{t.own.title}</h1>
        <p class="lead">{t.own.lead(row.owner_name)}</p>
        <Way file={file} today={given.today} locale={locale} />
        {row.result && (
          <Alert kind="success" title={`${t.helpedQuestion} ${t.helped[row.result]}`}>
            <p class="prewrap">{row.result_note}</p>
          </Alert>
        )}
        {given.request && !row.anonymised_at && <Asked request={given.request} locale={locale} />}
        <CaseFacts file={file} hoursPerDay={given.hoursPerDay} locale={locale} />
        <Goals file={file} base={base} locale={locale} />
        <Record file={file} base={base} locale={locale} />
        {row.state === 'closed' && (
          <>
            <h2>{t.own.rate}</h2>
            <p>
              {rating && `${rating.stars} / 5. `}
              <a href={`${base}/bewertung`}>{t.own.rate}</a>
            </p>
            <h2>{t.own.story}</h2>
            <p>{t.own.storyHint}</p>
            {given.story && row.story_consent && (
              <p>
                <a href={given.story}>{t.own.storyRead}</a>
              </p>
            )}
            <form method="post" action={`${base}/geschichte`}>
              <Button kind="secondary" name="zustimmung" value={row.story_consent ? 'nein' : 'ja'}>
                {row.story_consent ? t.own.storyNo : t.own.storyYes}
              </Button>
            </form>
          </>
        )}
        <History file={file} locale={locale} isForCompany />
      </>
    ),
  });
}

/** /fall/:token/bewertung */
export function ratingPage(c: Ctx, base: string, form: FormState): Response {
  const { locale } = form;
  const t = casesTexts(locale);
  return renderPage(c, {
    title: t.own.rate,
    isPrivate: true,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: [{ href: base, label: t.own.title }],
    children: (
      <>
        <h1>{t.own.rate}</h1>
        <ErrorSummary errors={form.errors} locale={locale} />
        <form method="post" action={`${base}/bewertung`} class="form">
          <RadioGroup form={form} name="stars" label={t.own.rate} hint={t.own.stars} options={scale} className="scale" />
          <TextArea form={form} name="words" label={t.own.words} rows={4} maxLength={2000} optional />
          <Button>{t.own.sendRating}</Button>
        </form>
      </>
    ),
  });
}

/** /fall/:token/wirkung/:months */
export function effectPage(c: Ctx, base: string, months: number, isAnswered: boolean, form: FormState): Response {
  const { locale } = form;
  const t = casesTexts(locale);
  return renderPage(c, {
    title: t.own.effect,
    isPrivate: true,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: [{ href: base, label: t.own.title }],
    children: (
      <>
        <h1>{t.own.effect}</h1>
        <p class="lead">{t.own.effectHint}</p>
        {isAnswered && <p class="muted">{t.own.answered}</p>}
        <ErrorSummary errors={form.errors} locale={locale} />
        <form method="post" action={`${base}/wirkung/${months}`} class="form">
          {EFFECT_QUESTIONS.map((question) => (
            <RadioGroup key={question} form={form} name={question} label={t.questions[question]} options={scale} className="scale" />
          ))}
          <TextField form={form} name="bogen" label={t.own.second} hint={t.own.secondHint} maxLength={300} optional />
          <Button>{t.own.send}</Button>
        </form>
      </>
    ),
  });
}
