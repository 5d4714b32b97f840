import { Hono } from 'hono';
import { AreaMap, Button, DataTable, filledForm, type MapArea, Paged, renderPage, Select } from '#design/index.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { downloadOf } from '#platform/http/download.ts';
import { compareText, formatDateTime, formatNumber } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { isSlug } from '#platform/slug.ts';
import type { Services } from '#platform/services.ts';
import { askedPage, pageOfAll } from '#platform/lists.ts';
import { type District, type Places, stateName, stateOutlines } from '#reference/index.ts';
import { areaOf, listNetworks, type Network, networkBySlug } from '#modules/networks/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { type Cell, coveredShare, levelOf } from '../model.ts';
import type { CoverageService, Shapes } from '../service.ts';
import { districtLines, stateLines, topicLines } from '../summary.ts';
import { coverageTexts } from '../texts.ts';
import { coverageCsv } from './csv.ts';

export interface CoverageParts {
  services: Services;
  coverage: CoverageService;
  topics: Topics;
  places: Places;
}

interface View {
  topic: string | undefined;
  state: string | undefined;
  network: Network | undefined;
  networks: Network[];
  /** The districts that are looked at. */
  districts: District[];
  cells: Cell[];
  anywhere: Map<string, number>;
  shapes: Shapes;
  at: Date;
  unmet: Awaited<ReturnType<CoverageService['unmet']>>;
}

const DISTRICTS_ON_PAGE = 60;
const UNMET_ON_PAGE = 20;
/** The page of what was looked for in vain; that of the districts has the parameter of every list. */
const UNMET = 'gesucht';
const percent = (share: number, locale: Locale) => `${formatNumber(Math.round(share * 1000) / 10, locale)} %`;

function Choice({ view, topics, locale }: { view: View; topics: Topics; locale: Locale }) {
  const t = coverageTexts(locale);
  const form = filledForm(locale, { thema: view.topic ?? '', land: view.state ?? '', netz: view.network?.slug ?? '' });
  const states = Array.from({ length: 16 }, (_, index) => String(index + 1).padStart(2, '0'));
  return (
    <form method="get" action="/abdeckung" class="form-row no-print">
      <Select
        form={form}
        name="thema"
        label={t.topic}
        blank={t.allTopics}
        options={topics.all
          .map((topic) => ({ value: topic.id, label: inLocale(topic, locale) }))
          .toSorted((a, b) => compareText(a.label, b.label))}
      />
      <Select
        form={form}
        name="land"
        label={t.state}
        blank={t.allStates}
        options={states.map((value) => ({ value, label: stateName(value) })).toSorted((a, b) => compareText(a.label, b.label))}
      />
      <Select
        form={form}
        name="netz"
        label={t.network}
        blank={t.allNetworks}
        options={view.networks.map(({ slug, name }) => ({ value: slug, label: name }))}
      />
      <Button>{t.show}</Button>
    </form>
  );
}

function Legend({ locale }: { locale: Locale }) {
  const { legend } = coverageTexts(locale);
  return (
    <ul class="legend small">
      {([0, 1, 2, 3] as const).map((level) => (
        <li key={level}>
          <svg aria-hidden="true" viewBox="0 0 20 16">
            <rect class={`map__area map__area--${level}`} width="20" height="16" />
          </svg>
          {legend[level]}
        </li>
      ))}
    </ul>
  );
}

function areasOf({ districts, cells, shapes }: View, locale: Locale): MapArea[] {
  const t = coverageTexts(locale);
  return districtLines(districts, cells).map(({ district, near, nearestKm }) => ({
    key: district.key,
    rings: shapes.rings.get(district.key) ?? [],
    ...(shapes.note === undefined ? { within: district.state } : {}),
    level: levelOf(near),
    label: `${district.name}: ${near === 0 ? t.none : `${formatNumber(near, locale)}, ${t.km(formatNumber(Math.round(nearestKm ?? 0), locale))}`}`,
  }));
}

function OneTopic({ view, topics, c }: { view: View & { topic: string }; topics: Topics; c: Ctx }) {
  const locale = c.get('locale');
  const t = coverageTexts(locale);
  const { districts, cells, shapes } = view;
  const label = topics.label(view.topic, locale);
  const inhabitants = new Map(districts.map(({ key, population }) => [key, population]));
  const share = coveredShare(inhabitants, new Set(cells.map(({ district }) => district)));
  const isWhole = view.state === undefined && view.network === undefined;
  const states = isWhole ? stateLines(districts, cells) : [];
  const near = pageOfAll(isWhole ? [] : districtLines(districts, cells), askedPage(c, DISTRICTS_ON_PAGE));
  const lines = isWhole ? pageOfAll(states, askedPage(c, DISTRICTS_ON_PAGE)) : near;
  return (
    <>
      <h2>{label}</h2>
      <p>
        {t.covered(percent(share, locale))} {t.anywhere(formatNumber(view.anywhere.get(view.topic) ?? 0, locale))}
      </p>
      <div class="split">
        <Paged list={lines} c={c}>
          <DataTable
            caption={isWhole ? t.byState : t.byDistrict}
            heads={
              isWhole
                ? [t.columns.state, t.columns.share, t.columns.missing]
                : [t.columns.district, t.columns.near, t.columns.nearest, t.columns.inhabitants]
            }
            numeric
            rows={
              isWhole
                ? states.map((line) => ({
                    key: line.state,
                    cells: [stateName(line.state), percent(line.share, locale), formatNumber(line.missing, locale)],
                  }))
                : near.rows.map(({ district, near, nearestKm }) => ({
                    key: district.key,
                    cells: [
                      district.name,
                      near === 0 ? t.none : formatNumber(near, locale),
                      nearestKm === undefined ? '–' : t.km(formatNumber(Math.round(nearestKm), locale)),
                      formatNumber(district.population, locale),
                    ],
                  }))
            }
          />
        </Paged>
        <div class="split__aside">
          <AreaMap states={stateOutlines()} label={t.map(label)} areas={areasOf(view, locale)} />
          <Legend locale={locale} />
          <p class="small muted">{shapes.note === undefined ? t.cells : t.source(shapes.note)}</p>
        </div>
      </div>
    </>
  );
}

function AllTopics({ view, topics, locale }: { view: View; topics: Topics; locale: Locale }) {
  const t = coverageTexts(locale);
  const lines = topicLines(
    topics.all.map(({ id }) => id),
    view.districts,
    view.cells,
  );
  return (
    <>
      <h2>{t.gaps}</h2>
      <p>{t.gapsLead}</p>
      <DataTable
        caption={t.gaps}
        captionHidden
        numeric
        heads={[t.columns.topic, t.columns.share, t.columns.missing, t.columns.anywhere]}
        rows={lines.map((line) => ({
          key: line.topic,
          cells: [
            topics.label(line.topic, locale),
            percent(line.share, locale),
            formatNumber(line.missing, locale),
            formatNumber(view.anywhere.get(line.topic) ?? 0, locale),
          ],
        }))}
      />
    </>
  );
}

function UnmetNeeds({ view, topics, places, c }: { view: View; topics: Topics; places: Places; c: Ctx }) {
  const locale = c.get('locale');
  const t = coverageTexts(locale);
  const inside = new Set(view.districts.map(({ key }) => key));
  const isNarrow = view.state !== undefined || view.network !== undefined;
  const fitting = view.unmet.filter(
    (row) => (view.topic === undefined || row.topic === view.topic) && (!isNarrow || inside.has(row.district)),
  );
  const list = pageOfAll(fitting, askedPage(c, UNMET_ON_PAGE, UNMET));
  return (
    <>
      <h2>{t.unmet}</h2>
      <p>{t.unmetLead}</p>
      {list.total === 0 ? (
        <p>{t.unmetNone}</p>
      ) : (
        <Paged list={list} c={c} parameter={UNMET} anchor={UNMET} label={t.unmet}>
          <DataTable
            caption={t.unmet}
            captionHidden
            numeric
            heads={[t.columns.topic, t.columns.where, t.columns.how, t.columns.searches]}
            rows={list.rows.map((row) => ({
              key: `${row.topic} ${row.district} ${row.kind}`,
              cells: [
                row.topic === '' ? t.notUnderstood : topics.label(row.topic, locale),
                places.districts.get(row.district)?.name ?? t.anywhereInGermany,
                t.unmetKinds[row.kind],
                formatNumber(row.searches, locale),
              ],
            }))}
          />
        </Paged>
      )}
    </>
  );
}

function coveragePage(c: Ctx, view: View, topics: Topics, places: Places): Response {
  const locale = c.get('locale');
  const t = coverageTexts(locale);
  const { topic, state, network } = view;
  const query = new URLSearchParams({
    ...(topic ? { thema: topic } : {}),
    ...(state ? { land: state } : {}),
    ...(network ? { netz: network.slug } : {}),
  });
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    wide: true,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <Choice view={view} topics={topics} locale={locale} />
        <p class="small muted">
          {t.at(formatDateTime(view.at, locale))} <a href={`/abdeckung.csv?${query}`}>{t.export}</a>
        </p>
        {network && view.districts.length === 0 && <p>{t.noArea}</p>}
        {topic === undefined ? (
          <AllTopics view={view} topics={topics} locale={locale} />
        ) : (
          <OneTopic view={{ ...view, topic }} topics={topics} c={c} />
        )}
        <UnmetNeeds view={view} topics={topics} places={places} c={c} />
      </>
    ),
  });
}

/** /abdeckung, /abdeckung.csv */
export function coverageRoutes({ services: { db }, coverage, topics, places }: CoverageParts) {
  async function viewOf(c: Ctx): Promise<View> {
    const asked = (name: string) => c.req.query(name) ?? '';
    const topic = topics.get(asked('thema'))?.id;
    const state = stateName(asked('land')) === '' ? undefined : asked('land');
    const network = isSlug(asked('netz')) ? await networkBySlug(db, asked('netz')) : undefined;
    const area = network ? new Set(await areaOf(db, network.id)) : undefined;
    const districts = [...places.districts.values()].filter(({ key, state: own }) => (!state || own === state) && (!area || area.has(key)));
    const at = await coverage.fresh();
    const inside = new Set(districts.map(({ key }) => key));
    const cells = (await coverage.cells(topic)).filter(({ district }) => inside.has(district));
    const [networks, anywhere, shapes, unmet] = await Promise.all([
      listNetworks(db),
      coverage.anywhere(),
      coverage.shapes(),
      coverage.unmet(),
    ]);
    return { topic, state, network, networks, districts, cells, anywhere, shapes, at, unmet };
  }

  return new Hono<Env>()
    .get('/abdeckung', async (c) => coveragePage(c, await viewOf(c), topics, places))
    .get('/abdeckung.csv', async (c) => {
      const { topic, districts, cells } = await viewOf(c);
      const chosen = topic === undefined ? topics.all.map(({ id }) => id) : [topic];
      const locale = c.get('locale');
      const pieces = coverageCsv(chosen, districts, cells, (id) => topics.label(id, locale));
      return downloadOf(c, 'abdeckung.csv', 'text/csv; charset=utf-8', pieces);
    });
}
