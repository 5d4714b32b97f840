import type { ComponentChildren } from 'preact';
import { Button, Select, TextField } from '#design/index.ts';
import type { Path } from '../model.ts';
import type { StepRow } from '../tables.ts';
import { researchTexts } from '../texts.ts';
import type { ResultView } from './result.tsx';

/** One way that can be agreed: where to, who, until when. */
function AgreeForm({ view, path, children }: { view: ResultView; path: Path; children?: ComponentChildren }) {
  const { form, result } = view;
  const t = researchTexts(form.locale);
  const isFaulty = form.input['path']?.[0] === path && Object.keys(form.errors).length > 0;
  const shown = form.input['path']?.[0] === path ? form : { ...form, errors: {}, input: {} };
  return (
    <details open={isFaulty}>
      <summary>{t.paths[path]}</summary>
      <form method="post" action={`/transfer/ergebnisse/${result.id}/schritte`} class="form">
        <input type="hidden" name="path" value={path} />
        {children}
        <TextField form={shown} name="responsible" label={t.responsible} maxLength={160} />
        <TextField form={shown} name="due" label={t.due} type="date" width="short" />
        <Button kind="secondary">{t.agreeButton}</Button>
      </form>
    </details>
  );
}

/** The ways that can be agreed for a result; what it touches stands first among the targets. */
export function AgreeForms({ view }: { view: ResultView }) {
  const { form, stock, points, checks, trends } = view;
  const t = researchTexts(form.locale);
  const near = stock.points.map((point) => point.id);
  const ordered = [...points.filter((point) => near.includes(point.id)), ...points.filter((point) => !near.includes(point.id))];
  return (
    <>
      <h3>{t.agree}</h3>
      <AgreeForm view={view} path="aid">
        <Select form={form} name="target" label={t.point} options={ordered.map((point) => ({ value: point.id, label: point.label }))} />
      </AgreeForm>
      <AgreeForm view={view} path="check">
        <Select form={form} name="target" label={t.check} options={checks.map((check) => ({ value: check.id, label: check.name }))} />
      </AgreeForm>
      <AgreeForm view={view} path="offer">
        <TextField form={form} name="target" label={t.partner} hint={t.partnerHint} maxLength={200} />
      </AgreeForm>
      <AgreeForm view={view} path="story" />
      {trends.length > 0 && (
        <AgreeForm view={view} path="trend">
          <Select form={form} name="target" label={t.trend} options={trends.map((trend) => ({ value: trend.id, label: trend.name }))} />
        </AgreeForm>
      )}
    </>
  );
}

/** What can be done with a step that is open: carry it out, or let it go. */
export function CloseForms({ step, view }: { step: StepRow; view: ResultView }) {
  const { form, bodies } = view;
  const t = researchTexts(form.locale);
  const base = `/transfer/schritte/${step.id}`;
  return (
    <>
      <form method="post" action={`${base}/erledigt`} class="form">
        {step.path === 'check' && (
          <div class="small-field">
            <label for={`body-${step.id}`}>{t.body_}</label>
            <select id={`body-${step.id}`} name="body">
              {bodies.map((body) => (
                <option key={body.id} value={body.id}>
                  {body.name}
                </option>
              ))}
            </select>
          </div>
        )}
        <Button kind={step.path === 'aid' ? 'primary' : 'secondary'}>{t.finish[step.path]}</Button>
      </form>
      <details>
        <summary>{t.drop}</summary>
        <form method="post" action={`${base}/entfaellt`} class="form">
          <div class="small-field">
            <label for={`note-${step.id}`}>{t.why}</label>
            <input id={`note-${step.id}`} name="note" maxLength={300} />
          </div>
          <Button kind="tertiary">{t.drop}</Button>
        </form>
      </details>
    </>
  );
}
