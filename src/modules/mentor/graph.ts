import { type Guide, type Need, type Said, step } from './model.ts';

/** A way through the guide, as what was said. */
type Way = readonly Said[];

const described = (way: Way): string => way.map(({ question, option }) => `${question.id}=${option?.id ?? '?'}`).join(' → ') || 'start';

/** The way of a company with a need, answering every question as is most typical of it. */
export function wayTo(guide: Guide, need: Need): { way: Way; end: Need } {
  const way: Said[] = [];
  for (;;) {
    const next = step(guide, way);
    if (next.kind === 'end') return { way, end: next.likely[0].need };
    const { question } = next;
    const option =
      question.options.find((each) => each.strong.includes(need.id)) ??
      question.options.find((each) => each.some.includes(need.id)) ??
      null;
    way.push({ question, option });
  }
}

interface Known {
  topics: ReadonlySet<string>;
  checks: ReadonlySet<string>;
  programmes: ReadonlySet<string>;
}

const twice = (ids: readonly string[]): string | undefined => ids.find((id, index) => ids.indexOf(id) !== index);

function strayNames({ needs, questions }: Guide, { topics, checks, programmes }: Known): string[] {
  const ids = new Set(needs.map((need) => need.id));
  return [
    ...needs.flatMap((need) => [
      ...need.topics.filter((topic) => !topics.has(topic)).map((topic) => `need "${need.id}": there is no topic "${topic}"`),
      ...(checks.has(need.check) ? [] : [`need "${need.id}" is a dead end: there is no check "${need.check}"`]),
      ...(need.programme === undefined || programmes.has(need.programme)
        ? []
        : [`need "${need.id}": there is no programme "${need.programme}"`]),
      ...((need.programme === undefined) === (need.programmeWhy === undefined) ? [] : [`need "${need.id}": a programme needs its reason`]),
    ]),
    ...questions.flatMap((question) =>
      question.options.flatMap((option) =>
        [...option.strong, ...option.some]
          .filter((need) => !ids.has(need))
          .map((need) => `${question.id}=${option.id} leads nowhere: there is no need "${need}"`),
      ),
    ),
  ];
}

/**
 * What is wrong with a guide as a graph, each with the way that leads there: names that nobody defined, questions without effect,
 * ends that nobody reaches. Empty: every way ends, and every end is reached.
 */
export function faultsOfGuide(guide: Guide, known: Known): string[] {
  const double = twice([...guide.needs, ...guide.questions].map((each) => each.id));
  if (double) return [`"${double}" is there twice`];
  const stray = strayNames(guide, known);
  if (stray.length > 0) return stray;
  const pointless = guide.questions.filter((question) => {
    const effects = question.options.map((option) => [option.strong.toSorted().join(), option.some.toSorted().join()].join('|'));
    return new Set(effects).size < effects.length || twice(question.options.map((option) => option.id)) !== undefined;
  });
  const ways = guide.needs.map((need) => ({ need, ...wayTo(guide, need) }));
  return [
    ...pointless.map((question) => `question "${question.id}" has two answers with the same effect`),
    ...ways
      .filter(({ need, end }) => need !== end)
      .map(({ need, way, end }) => `need "${need.id}" is not reached: ${described(way)} ends at "${end.id}"`),
  ];
}
