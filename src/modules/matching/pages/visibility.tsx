import { Hono } from 'hono';
import { Alert, Button, DataTable, EmptyState, filledForm, renderPage, Select, TextField } from '#design/index.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { compareText, formatNumber } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { isId } from '#platform/ids.ts';
import type { Clock } from '#platform/clock.ts';
import type { PlaceAnswer, Places } from '#reference/index.ts';
import { permit } from '#modules/accounts/index.ts';
import { offersTexts } from '#modules/offers/index.ts';
import { explain, type ExplainParts, type Hindrance, type Standing } from '../explain.ts';
import { matchingTexts } from '../texts.ts';
import { visibilityTexts } from '../texts-visibility.ts';

export interface VisibilityParts extends ExplainParts {
  places: Places;
  clock: Clock;
}

function hindranceText(hindrance: Hindrance, locale: Locale): string {
  const t = visibilityTexts(locale).hindrances;
  switch (hindrance.kind) {
    case 'outOfReach':
      return t.outOfReach(hindrance.km, hindrance.reach);
    case 'language':
      return t.language(offersTexts(locale).languageNames[hindrance.language] ?? hindrance.language);
    case 'othersFitBetter':
      return t.othersFitBetter(formatNumber(hindrance.points, locale));
    default:
      return t[hindrance.kind];
  }
}

function Answer({ standing, locale }: { standing: Standing; locale: Locale }) {
  const t = visibilityTexts(locale);
  return (
    <>
      <Alert
        kind={standing.place === undefined ? 'warning' : 'success'}
        title={standing.place === undefined ? t.notAmong(standing.of) : t.place(standing.place, standing.of)}
      />
      {standing.hindrances.length > 0 && (
        <>
          <h2>{t.why}</h2>
          <ul>
            {standing.hindrances.map((hindrance) => (
              <li key={hindrance.kind}>{hindranceText(hindrance, locale)}</li>
            ))}
          </ul>
        </>
      )}
      <h2>{t.lines}</h2>
      <DataTable
        caption={t.lines}
        captionHidden
        numeric
        heads={[t.heads.criterion, t.heads.points, t.heads.most]}
        rows={[
          ...standing.lines.map(({ criterion, points, weight }) => ({
            key: criterion,
            cells: [
              criterion === 'text' ? t.text : matchingTexts(locale).lines.criteria[criterion],
              formatNumber(points, locale),
              formatNumber(weight, locale),
            ],
          })),
          { key: 'sum', cells: [t.sum, formatNumber(standing.score, locale), '100'] },
        ]}
      />
      <p class="muted small">{t.textNote}</p>
    </>
  );
}

/** /beratungsprofil/:consultant/sichtbarkeit: "why not me?" for a kind of need. */
export function visibilityRoutes(parts: VisibilityParts) {
  const { topics, places, clock } = parts;

  function page(
    c: Ctx,
    id: string,
    asked: { topic: string; place: string },
    answer: PlaceAnswer | undefined,
    standing: Standing | undefined,
  ): Response {
    const locale = c.get('locale');
    const t = visibilityTexts(locale);
    const form = filledForm(locale, { thema: asked.topic, ort: asked.place });
    return renderPage(c, {
      title: t.title,
      isPrivate: true,
      status: answer && answer.kind !== 'found' ? 422 : 200,
      crumbs: [{ href: `/beratungsprofil/${id}`, label: t.profile }],
      children: (
        <>
          <h1>{t.title}</h1>
          <p class="lead">{t.lead}</p>
          <form method="get" class="form-row">
            <Select
              form={form}
              name="thema"
              label={t.topic}
              options={topics.all
                .map((topic) => ({ value: topic.id, label: inLocale(topic, locale) }))
                .toSorted((a, b) => compareText(a.label, b.label))}
            />
            <TextField form={form} name="ort" label={t.where} suggest="/api/orte" maxLength={80} width="medium" optional />
            <Button>{t.show}</Button>
          </form>
          {answer && answer.kind !== 'found' && <Alert kind="warning" title={t.unknownPlace(asked.place)} />}
          {standing ? <Answer standing={standing} locale={locale} /> : <EmptyState title={t.start} />}
        </>
      ),
    });
  }

  return new Hono<Env>().get('/beratungsprofil/:consultant/sichtbarkeit', async (c) => {
    const id = c.req.param('consultant');
    if (!isId(id)) throw new HttpError(404);
    permit('consultant.edit', { consultant: id });
    const asked = { topic: topics.get(c.req.query('thema') ?? '')?.id ?? '', place: (c.req.query('ort') ?? '').slice(0, 80).trim() };
    const answer = asked.place === '' ? undefined : places.find(asked.place);
    if (asked.topic === '') return page(c, id, asked, answer, undefined);
    const standing = await explain(
      parts,
      {
        text: '',
        topics: [asked.topic],
        place: answer?.kind === 'found' ? answer.place : undefined,
        industry: undefined,
        kinds: undefined,
        online: false,
        onSite: false,
        free: false,
        language: undefined,
        today: clock.today(),
      },
      id,
    );
    if (!standing) throw new HttpError(404);
    return page(c, id, asked, answer, standing);
  });
}
