import {
  Alert,
  Button,
  ErrorSummary,
  FileField,
  type FormState,
  Journey,
  LinkButton,
  Select,
  type Station,
  TextArea,
  TextField,
} from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { may } from '#modules/accounts/index.ts';
import { LANGUAGES } from '#modules/checks/index.ts';
import { canEdit, isEarly, isForPublishers, stepsFrom } from '../model.ts';
import type { Draft } from '../service.ts';
import { authoringTexts } from '../texts.ts';
import { draftFrame, draftPath, faultPath, faultText, FileFaults, filesOf } from './frame.tsx';
import { LanguageFields } from './edit.tsx';

export interface DraftPage {
  form: FormState;
  bodies: { id: string; name: string }[];
  today: string;
  faults?: readonly string[];
  hindrance?: string | undefined;
}

const WAY = ['draft', 'consultation', 'submitted', 'inForce'] as const;

function stationsOf(draft: Draft, locale: Locale): Station[] {
  const t = authoringTexts(locale);
  const at = WAY.indexOf(draft.state === 'trial' ? 'consultation' : (draft.state as (typeof WAY)[number]));
  return WAY.map((state, index) => ({
    label: t.states[state],
    state:
      draft.state === 'inForce' || index < at ? 'done' : index === at ? (draft.decision.state === 'rejected' ? 'stuck' : 'now') : 'ahead',
    note: index === at && draft.state === 'trial' ? t.states.trial : undefined,
  }));
}

/** The name of a field of one step: several steps stand on the page at once. */
export const stepField = (step: string, name: string): string => `${step}-${name}`;

function Steps({ c, draft, bodies, today, form }: Pick<DraftPage, 'bodies' | 'today' | 'form'> & { c: Ctx; draft: Draft }) {
  const locale = c.get('locale');
  const t = authoringTexts(locale);
  const mayPublish = may(c.get('actor'), 'standard.publish');
  return (
    <>
      {stepsFrom(draft.state)
        .filter((step) => mayPublish || !isForPublishers(step))
        .map((step) => (
          <form method="post" action={`${draftPath(draft)}/schritt`} class="form" key={step}>
            {step in t.stepHints && <p class="muted">{t.stepHints[step as keyof typeof t.stepHints]}</p>}
            {step === 'consult' && (
              <TextField form={form} name={stepField(step, 'until')} label={t.until} type="date" optional width="short" />
            )}
            {step === 'submit' && (
              <Select
                form={form}
                name={stepField(step, 'body')}
                label={t.body}
                options={bodies.map(({ id, name }) => ({ value: id, label: name }))}
              />
            )}
            {isEarly(step, draft, today) && (
              <TextField
                form={form}
                name={stepField(step, 'reason')}
                label={t.earlyReason(formatDay(draft.consultation_until ?? today, locale))}
                hint={t.earlyHint}
                maxLength={500}
              />
            )}
            <Button kind={step === 'drop' || step === 'rework' ? 'tertiary' : 'secondary'} name="schritt" value={step}>
              {t.steps[step]}
            </Button>
          </form>
        ))}
    </>
  );
}

function Faults({ draft, locale }: { draft: Draft; locale: Locale }) {
  const t = authoringTexts(locale);
  if (draft.faults.length === 0) return <Alert kind="success" title={t.faultsNone} />;
  return (
    <details open>
      <summary>
        {t.faults} ({draft.faults.length})
      </summary>
      <ul>
        {draft.faults.slice(0, 60).map((fault) => (
          <li key={fault.path.join('.') + fault.rule.message}>
            <a href={faultPath(draft, fault)}>
              {t.faultAt[fault.place.kind]} {fault.place.id}
            </a>
            : {faultText(fault, locale)}
          </li>
        ))}
      </ul>
    </details>
  );
}

function MoveButtons({ kind, id, title, locale }: { kind: 'theme' | 'point'; id: string; title: string; locale: Locale }) {
  const t = authoringTexts(locale);
  const moves = [
    ['hoch', '↑', t.up(title)],
    ['runter', '↓', t.down(title)],
    ['weg', '✕', t.remove(title)],
  ] as const;
  return (
    <span class="actions actions--tight">
      {moves.map(([what, sign, label]) => (
        <button class="kern-btn kern-btn--tertiary" type="submit" name="tun" value={`${what} ${kind} ${id}`} aria-label={label} key={what}>
          <span class="kern-label" aria-hidden="true">
            {sign}
          </span>
        </button>
      ))}
    </span>
  );
}

function Structure({ draft, locale }: { draft: Draft; locale: Locale }) {
  const t = authoringTexts(locale);
  const base = draftPath(draft);
  const blank: FormState = { locale, input: {}, errors: {} };
  const isOpen = canEdit(draft);
  return (
    <>
      {draft.file.themes.map((theme, index) => (
        <section class="entry" key={theme.id} aria-labelledby={`th-${theme.id}`}>
          <h3 class="entry__title" id={`th-${theme.id}`}>
            {index + 1}. <a href={`${base}/thema/${theme.id}`}>{theme.title || theme.id}</a>
          </h3>
          <form method="post" action={`${base}/aufbau`}>
            <input type="hidden" name="stand" value={draft.revision} />
            {isOpen && <MoveButtons kind="theme" id={theme.id} title={theme.title} locale={locale} />}
            <ol>
              {theme.checkpoints.map((point) => (
                <li key={point.id}>
                  <a href={`${base}/punkt/${point.id}`}>{point.title || point.id}</a>{' '}
                  {isOpen && <MoveButtons kind="point" id={point.id} title={point.title} locale={locale} />}
                </li>
              ))}
            </ol>
          </form>
          {isOpen && (
            <details>
              <summary>{t.addPoint}</summary>
              <form method="post" action={`${base}/aufbau`} class="form">
                <input type="hidden" name="stand" value={draft.revision} />
                <input type="hidden" name="thema" value={theme.id} />
                <TextField form={blank} name="titel" id={`titel-${theme.id}`} label={t.titleField} maxLength={300} />
                <TextField form={blank} name="kurz" id={`kurz-${theme.id}`} label={t.idOf} hint={t.idWrong} maxLength={60} width="medium" />
                <Button kind="secondary" name="tun" value="punkt">
                  {t.addPoint}
                </Button>
              </form>
            </details>
          )}
        </section>
      ))}
      {isOpen && (
        <details open={draft.file.themes.length === 0}>
          <summary>{t.addTheme}</summary>
          <form method="post" action={`${base}/aufbau`} class="form">
            <input type="hidden" name="stand" value={draft.revision} />
            <TextField form={blank} name="titel" label={t.titleField} maxLength={300} />
            <TextField form={blank} name="kurz" label={t.idOf} hint={t.idWrong} maxLength={60} width="medium" />
            <Button kind="secondary" name="tun" value="thema">
              {t.addTheme}
            </Button>
          </form>
        </details>
      )}
    </>
  );
}

/** /standards/:draft: where the draft stands, what is missing, its structure, and its files. */
export function draftPage(c: Ctx, draft: Draft, { form, bodies, today, faults = [], hindrance }: DraftPage): Response {
  const locale = c.get('locale');
  const t = authoringTexts(locale);
  const base = draftPath(draft);
  const open = draft.comments.filter((comment) => !comment.resolved).length;
  const files = filesOf(draft);
  const { decision } = draft;
  return draftFrame(c, draft, {
    title: `${draft.file.title}, ${t.versionOf(draft.version)}`,
    status: Object.keys(form.errors).length + faults.length > 0 || hindrance ? 422 : 200,
    children: (
      <>
        <h1>
          {draft.file.title}, {t.versionOf(draft.version)}
        </h1>
        <Journey stations={stationsOf(draft, locale)} label={t.way} locale={locale} />
        <ErrorSummary errors={form.errors} locale={locale} />
        {hindrance && <Alert kind="warning" title={hindrance} />}
        <FileFaults faults={faults} locale={locale} />
        {!canEdit(draft) && <Alert kind="info" title={t.locked} />}
        {draft.paper_id && (
          <p>
            {decision.state === 'decided' ? t.decision.decided(decision.by) : t.decision[decision.state]}{' '}
            <a href={`/gremienarbeit/vorlagen/${draft.paper_id}`}>{t.paper}</a>
          </p>
        )}
        <div class="actions">
          <LinkButton href={`${base}/lesen`} kind="secondary">
            {t.read}
          </LinkButton>
          {draft.file.themes[0] && (
            <LinkButton href={`${base}/vorschau/${draft.file.themes[0].id}`} kind="secondary">
              {t.preview}
            </LinkButton>
          )}
          <LinkButton href={`${base}/unterschied`} kind="tertiary">
            {t.difference}
          </LinkButton>
          {draft.state !== 'draft' && (
            <LinkButton href={`${base}/einladung`} kind="tertiary">
              {t.invitation.toInvitation}
            </LinkButton>
          )}
        </div>
        <p class="muted">{t.commentsOpen(open, draft.comments.length)}</p>
        <Faults draft={draft} locale={locale} />
        <h2>{t.structure}</h2>
        {draft.previous && canEdit(draft) && (
          <form method="post" action={`${base}/zuruecknehmen`}>
            <input type="hidden" name="stand" value={draft.revision} />
            <Button kind="tertiary">{t.undo}</Button>
          </form>
        )}
        <Structure draft={draft} locale={locale} />
        <h2 id="kopf">{t.head}</h2>
        <form method="post" action={base} noValidate class="form">
          <input type="hidden" name="stand" value={form.input['stand']?.[0] ?? draft.revision} />
          <TextField form={form} name="title" label={t.titleField} maxLength={300} />
          <TextArea form={form} name="summary" label={t.summary} rows={3} maxLength={1200} />
          <TextArea form={form} name="audience" label={t.audience} rows={2} maxLength={1200} />
          <div class="form-row">
            <TextField form={form} name="minutes" label={t.minutes} inputMode="numeric" maxLength={3} width="short" />
            <TextField form={form} name="measures" label={t.measures} inputMode="numeric" maxLength={3} width="short" />
            <TextField form={form} name="months" label={t.months} inputMode="numeric" maxLength={3} width="short" />
          </div>
          {LANGUAGES.map((language) => (
            <LanguageFields key={language} form={form} language={language} kind="head" locale={locale} />
          ))}
          {canEdit(draft) && <Button>{t.save}</Button>}
        </form>
        <h2>{t.way}</h2>
        <Steps c={c} draft={draft} bodies={bodies} today={today} form={form} />
        <h2>{t.download}</h2>
        <ul>
          {files.map((file) => (
            <li key={file}>
              <a href={`${base}/${file}`}>{file.replace('datei', draft.check_id)}</a>
            </li>
          ))}
        </ul>
        {canEdit(draft) && (
          <details>
            <summary>{t.readInto}</summary>
            <form method="post" action={`${base}/einlesen`} encType="multipart/form-data" class="form">
              <FileField label={t.readInto} hint={t.readIntoHint} accept=".yaml,.yml,.json,.xlsx" error={form.errors['datei']} />
              <Button kind="secondary">{t.upload}</Button>
            </form>
          </details>
        )}
      </>
    ),
  });
}
