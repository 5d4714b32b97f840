import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { Services } from '#platform/services.ts';
import { WHOLE } from '#platform/lists.ts';
import { type CheckDefinition, type Checks, evaluate } from '#modules/checks/index.ts';
import type { CoverageService } from '#modules/coverage/index.ts';
import { networkOfDistrict } from '#modules/networks/index.ts';
import { offersOfOrganisation } from '#modules/offers/index.ts';
import { type Organisation, organisationsByIds } from '#modules/organisations/index.ts';
import type { Programmes } from '#modules/programmes/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { hardestLevel, isLevel, type Level, type Line, othersShare, potentialOf, stateOf } from './model.ts';
import type { LevelView, OwnView } from './pages/own.tsx';
import type { PartnerLine } from './pages/office.tsx';
import * as store from './store.ts';

export interface AnchoringParts {
  definition: CheckDefinition;
  topics: Topics;
  coverage: CoverageService;
  programmes: Programmes;
  checks(): Checks;
}
export interface Anchoring {
  readonly definition: CheckDefinition;
  /** What an organisation sees of itself. */
  of(organisation: string, locale: Locale): Promise<Pick<OwnView, 'concept' | 'state' | 'levels' | 'measures' | 'proposals' | 'examples'>>;
  /** All partners, for the office. */
  overview(organisations: readonly Pick<Organisation, 'id' | 'name'>[]): Promise<PartnerLine[]>;
  /** What the network could do for an organisation, each line from a fact. */
  potential(organisation: Organisation, locale: Locale): Promise<Line[]>;
}

const MOST_PROPOSALS = 6;

export function createAnchoring({ db, clock }: Services, { definition, topics, coverage, programmes, checks }: AnchoringParts): Anchoring {
  const today = () => clock.today();
  const levelOf = (theme: string): Level => {
    if (!isLevel(theme)) throw new Error(`the theme "${theme}" of content/anchoring is no level`);
    return theme;
  };
  /** The check engine's result of one concept, level by level. */
  function countsOf(ratings: store.Ratings): Omit<LevelView, 'others'>[] {
    return evaluate(definition, ratings as never).themes.map(({ id, counts }) => {
      const { urgent, some, none, notApplicable } = counts;
      const total = definition.themes.find((theme) => theme.id === id)?.checkpoints.length ?? 0;
      return { level: levelOf(id), urgent, some, rated: urgent + some + none + notApplicable, total };
    });
  }
  const sums = (levels: readonly Omit<LevelView, 'others'>[]) => ({
    rated: levels.reduce((sum, level) => sum + level.rated, 0),
    total: levels.reduce((sum, level) => sum + level.total, 0),
  });

  return {
    definition,

    async of(organisation, locale) {
      const [concepts, measures, shining] = await Promise.all([
        store.allConcepts(db),
        store.measuresOf(db, [organisation]),
        store.shiningExamples(db),
      ]);
      const concept = concepts.find((each) => each.organisation_id === organisation);
      const others = concepts.filter((each) => each !== concept).map((each) => countsOf(each.ratings));
      const levels = countsOf(concept?.ratings ?? {}).map((own, index) => ({
        ...own,
        others: othersShare(
          others.map((each) => ({ withNeed: (each[index]?.urgent ?? 0) + (each[index]?.some ?? 0), rated: each[index]?.rated ?? 0 })),
        ),
      }));
      const names = await organisationsByIds(
        db,
        shining.map((each) => each.organisation_id),
      );
      const evaluation = evaluate(definition, (concept?.ratings ?? {}) as never);
      const planned = new Set(measures.map((measure) => measure.title));
      const proposals = [...evaluation.urgent, ...evaluation.some]
        .flatMap((point) => point.measures.map((text) => ({ level: levelOf(point.theme), text: inLocale(text, locale) })))
        .filter((proposal) => !planned.has(proposal.text))
        .slice(0, MOST_PROPOSALS);
      return {
        concept,
        state: stateOf(concept && sums(levels), measures, today()),
        levels,
        measures,
        proposals,
        examples: shining
          .filter((each) => each.organisation_id !== organisation)
          .map((each) => ({ name: names.get(each.organisation_id)?.name ?? '–', text: each.example })),
      };
    },

    async overview(organisations) {
      const [concepts, measures] = await Promise.all([store.allConcepts(db), store.measuresOf(db, 'all')]);
      return organisations.map(({ id, name }) => {
        const concept = concepts.find((each) => each.organisation_id === id);
        const own = measures.filter((measure) => measure.organisation_id === id);
        const levels = countsOf(concept?.ratings ?? {});
        return {
          id,
          name,
          state: stateOf(concept && sums(levels), own, today()),
          ...sums(levels),
          hardest: hardestLevel(levels),
          late: own.filter((measure) => measure.done_on === null && measure.due < today()).length,
        };
      });
    },

    async potential(organisation, locale) {
      const { rows: offers } = await offersOfOrganisation(db, organisation.id, WHOLE);
      const counts = new Map<string, number>();
      for (const topic of offers.flatMap((offer) => offer.topics)) counts.set(topic, (counts.get(topic) ?? 0) + 1);
      const own = [...counts].toSorted(([, a], [, b]) => b - a).map(([topic]) => topic);
      const neighbours = [...new Set(own.flatMap((topic) => topics.get(topic)?.related ?? []))].filter((topic) => !counts.has(topic));
      const others = await Promise.all(
        neighbours.map(async (topic) => {
          const here = (await coverage.cells(topic)).find((cell) => cell.district === organisation.district);
          return { topic, count: here?.near ?? 0, districts: 1 };
        }),
      );
      const network = await networkOfDistrict(db, organisation.district);
      return potentialOf({
        own,
        others,
        reach: await coverage.reach(own.slice(0, MOST_PROPOSALS)),
        networks: network ? [{ name: network.name, href: `/vor-ort/${network.slug}` }] : [],
        programmes: programmes.all.map((each) => ({
          topics: each.topics,
          title: inLocale(each.title, locale),
          href: `/foerderung/${each.id}`,
        })),
        checks: [...checks().values()].map((check) => ({
          topics: check.themes.flatMap((theme) => theme.checkpoints.flatMap((point) => point.topics)),
          title: inLocale(check.title, locale),
          href: `/checks/${check.id}`,
        })),
      });
    },
  };
}
