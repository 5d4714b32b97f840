import { Button, Checkbox, ErrorSummary, type FormState, Journey, LinkButton, renderPage, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { inLocale } from '#platform/i18n/index.ts';
import type { Opened } from '#modules/checks/index.ts';
import type { DeclarationsService } from '../service.ts';
import { declarationsTexts } from '../texts.ts';

/** /bogen/:token/erklaerung: what is fulfilled, what is missing, and the form to declare. */
export function issuePage(c: Ctx, service: DeclarationsService, opened: Opened, form: FormState): Response {
  const locale = c.get('locale');
  const t = declarationsTexts(locale);
  const { hindrance, planned, required, ratedAll } = service.status(opened);
  const enough = planned >= required;
  const station = (label: string, isDone: boolean) =>
    ({ label, state: isDone ? 'done' : 'ahead', note: isDone ? t.fulfilled : t.notYet }) as const;
  const check = inLocale(opened.definition.title, locale);
  return renderPage(c, {
    title: t.title,
    crumbs: [{ href: opened.path, label: check }],
    isPrivate: true,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <ErrorSummary errors={form.errors} locale={locale} />
        <h2>{t.conditions}</h2>
        <Journey
          label={t.conditions}
          locale={locale}
          stations={[station(t.rated, ratedAll), station(t.planned(planned, required), enough), station(t.adopted, opened.isInForce)]}
        />
        {hindrance ? (
          <div class="actions">
            {!ratedAll && <LinkButton href={opened.path}>{t.toCheck}</LinkButton>}
            {!enough && (
              <LinkButton href={`${opened.path}/plan`} kind={ratedAll ? 'primary' : 'secondary'}>
                {t.toPlan}
              </LinkButton>
            )}
          </div>
        ) : (
          <form method="post" noValidate class="form">
            <p>{t.months(opened.full.declaration.months)}</p>
            <TextField form={form} name="company" label={t.company} autocomplete="organization" maxLength={200} />
            <TextField form={form} name="place" label={t.place} optional maxLength={120} width="medium" />
            <Checkbox form={form} name="named" label={t.named} hint={t.namedHint} />
            <TextField
              form={form}
              name="email"
              label={t.email}
              hint={t.emailHint}
              type="email"
              autocomplete="email"
              optional
              maxLength={254}
            />
            <Checkbox form={form} name="honest" label={t.responsible} />
            <Button>{t.issue}</Button>
          </form>
        )}
        <p class="muted">{t.meaning}</p>
      </>
    ),
  });
}
