import { z } from 'zod';
import { Alert, Button, Checkbox, ErrorSummary, type FormState, RadioGroup, renderPage, TextArea, TextField } from '#design/index.ts';
import { field } from '#platform/forms/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { matchingTexts } from '#modules/matching/index.ts';
import { SHARES } from '#modules/checks/index.ts';
import type { Target } from '../model.ts';
import { requestsTexts } from '../texts.ts';

export const requestForm = z.object({
  message: field.required(2000),
  contact: field.name(120),
  company: field.optionalName(160),
  email: field.email(),
  phone: field.text(40),
  place: field.text(80),
  share: field.optionalChoice(SHARES),
  consent: field.consent(),
  an: field.text(120),
  bogen: field.text(60),
});

export interface RequestFormView {
  state: FormState;
  target: Target;
  /** A target was named that no longer exists. */
  targetIsGone: boolean;
  /** The check that the company comes from and may share. */
  check: { token: string; title: string } | undefined;
}

/** /anfrage: the company hands over its need once. */
export function requestFormPage(c: Ctx, { state, target, targetIsGone, check }: RequestFormView): Response {
  const locale = c.get('locale');
  const t = requestsTexts(locale);
  const title = target.kind === 'office' ? t.officeHeading : t.heading(target.title);
  return renderPage(c, {
    title: t.title,
    crumbs: [{ href: '/finden', label: matchingTexts(locale).title }],
    isPrivate: true,
    status: Object.keys(state.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <h1>{title}</h1>
        <p class="lead">{t.lead}</p>
        {targetIsGone ? (
          <Alert kind="info" title={t.unknownTarget} />
        ) : (
          <p>
            <strong>{t.to(target.receiverName)}</strong>
          </p>
        )}
        <ErrorSummary errors={state.errors} locale={locale} />
        <form method="post" noValidate action="/anfrage" class="form">
          <input type="hidden" name="an" value={state.input['an']?.[0] ?? ''} />
          {check && <input type="hidden" name="bogen" value={check.token} />}
          <TextArea form={state} name="message" label={t.message} hint={t.messageHint} rows={6} maxLength={2000} />
          <TextField form={state} name="contact" label={t.contact} autocomplete="name" maxLength={120} width="medium" />
          <TextField
            form={state}
            name="email"
            label={t.email}
            hint={t.emailHint}
            type="email"
            autocomplete="email"
            maxLength={254}
            width="medium"
          />
          <TextField form={state} name="company" label={t.company} autocomplete="organization" maxLength={160} width="medium" optional />
          <TextField form={state} name="phone" label={t.phone} type="tel" autocomplete="tel" maxLength={40} width="medium" optional />
          <TextField form={state} name="place" label={t.place} suggest="/api/orte" maxLength={80} width="medium" optional />
          {check && (
            <RadioGroup
              form={state}
              name="share"
              label={t.shareTitle(check.title)}
              hint={t.shareHint}
              options={SHARES.map((share) => ({ value: share, label: t.shareOptions[share] }))}
            />
          )}
          <Checkbox form={state} name="consent" label={t.consent} hint={t.consentHint} />
          <Button>{t.send}</Button>
        </form>
      </>
    ),
  });
}
