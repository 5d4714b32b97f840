/** What is wrong with a check beyond its shape: each fault with its place in the file, in one sentence. */
import { type CheckFile, type Condition, LANGUAGES, type Language, type Translations } from './schema.ts';

export interface Fault {
  /** Where, as in the file; in a translation where `language` is given. */
  path: (string | number)[];
  message: string;
  language?: Language;
}

interface Place {
  path: (string | number)[];
  only: Condition;
  /** Theme that it stands in, or is. */
  theme: string;
  /** The condition of the theme around it. */
  around?: Condition | undefined;
}

const placesOf = (file: CheckFile): Place[] =>
  file.themes.flatMap((theme, t) => [
    ...(theme.only ? [{ path: ['themes', t, 'only'], only: theme.only, theme: theme.id }] : []),
    ...theme.checkpoints.flatMap((point, c) =>
      point.only ? [{ path: ['themes', t, 'checkpoints', c, 'only'], only: point.only, theme: theme.id, around: theme.only }] : [],
    ),
  ]);

/** The themes that a theme waits for: by its own condition and by those of its check points. */
function waitsFor(file: CheckFile): Map<string, Set<string>> {
  const edges = new Map(file.themes.map((theme) => [theme.id, new Set<string>()]));
  for (const { only, theme } of placesOf(file)) if (only.theme) edges.get(theme)?.add(only.theme.id);
  return edges;
}

/** The first way from a theme back to itself. */
function circleFrom(start: string, edges: Map<string, Set<string>>): string[] | undefined {
  const visit = (at: string, way: string[]): string[] | undefined => {
    for (const next of edges.get(at) ?? []) {
      if (next === start) return [...way, next];
      if (way.includes(next)) continue;
      const found = visit(next, [...way, next]);
      if (found) return found;
    }
    return undefined;
  };
  return visit(start, [start]);
}

function circles(file: CheckFile): Fault[] {
  const edges = waitsFor(file);
  return file.themes.flatMap((theme, t) => {
    const circle = circleFrom(theme.id, edges);
    // Each circle is told once, at the theme that comes first in the alphabet.
    if (!circle || circle.toSorted()[0] !== theme.id) return [];
    return [{ path: ['themes', t, 'id'], message: `the conditions go in a circle: ${circle.join(' → ')}` }];
  });
}

const both = <Value>(a: readonly Value[] | undefined, b: readonly Value[] | undefined): readonly Value[] | undefined =>
  a && b ? a.filter((value) => b.includes(value)) : (a ?? b);

/** Conditions that no company could ever meet. */
function impossible(file: CheckFile): Fault[] {
  const themes = new Map(file.themes.map((theme) => [theme.id, theme]));
  return placesOf(file).flatMap(({ path, only, around }) => {
    const other = only.theme && themes.get(only.theme.id);
    if (only.theme && !other) return [{ path: [...path, 'theme', 'id'], message: `there is no theme "${only.theme.id}"` }];
    const industries = both(both(only.industries, around?.industries), other?.only?.industries);
    const sizes = both(both(only.sizes, around?.sizes), other?.only?.sizes);
    if (industries?.length === 0)
      return [{ path, message: 'nobody can fulfil this: no industry meets it together with the condition of the theme' }];
    if (sizes?.length === 0)
      return [{ path, message: 'nobody can fulfil this: no size meets it together with the condition of the theme' }];
    return [];
  });
}

/** A company for which nothing is left could never finish. */
function empty(file: CheckFile): Fault[] {
  const always = file.themes.some((theme) => !theme.only && theme.checkpoints.some((point) => !point.only));
  return always ? [] : [{ path: ['themes'], message: 'every check point has a condition: somebody would find an empty check' }];
}

function topicFaults(file: CheckFile, known: ReadonlySet<string>): Fault[] {
  return file.themes.flatMap((theme, t) =>
    theme.checkpoints.flatMap((point, c) =>
      point.topics.flatMap((topic, i) =>
        known.has(topic)
          ? []
          : [{ path: ['themes', t, 'checkpoints', c, 'topics', i], message: `check point "${point.id}": there is no topic "${topic}"` }],
      ),
    ),
  );
}

/** Ids that replace something have to be new themselves, and nothing may be replaced twice. */
function replacementFaults(file: CheckFile): Fault[] {
  const points = new Set(file.themes.flatMap((theme) => theme.checkpoints.map((point) => point.id)));
  const taken = new Set<string>();
  return file.themes.flatMap((theme, t) =>
    theme.checkpoints.flatMap((point, c) =>
      (point.replaces ?? []).flatMap((old) => {
        const path = ['themes', t, 'checkpoints', c, 'replaces'];
        if (points.has(old)) return [{ path, message: `"${old}" is still there, it cannot be replaced` }];
        const isTwice = taken.has(old);
        taken.add(old);
        return isTwice ? [{ path, message: `"${old}" is replaced twice` }] : [];
      }),
    ),
  );
}

function translationFaults(file: CheckFile, translations: Translations): Fault[] {
  const points = new Map(file.themes.flatMap((theme) => theme.checkpoints.map((point) => [point.id, point] as const)));
  const themes = new Set(file.themes.map((theme) => theme.id));
  return LANGUAGES.flatMap((language) => {
    const other = translations[language];
    if (!other) return [];
    const strange: Fault[] = [
      ...Object.keys(other.themes)
        .filter((id) => !themes.has(id))
        .map((id) => ({ path: ['themes', id], id })),
      ...Object.keys(other.checkpoints)
        .filter((id) => !points.has(id))
        .map((id) => ({ path: ['checkpoints', id], id })),
    ].map(({ path, id }) => ({ path, language, message: `the translation has "${id}", which the check has not` }));
    const uneven: Fault[] = Object.entries(other.checkpoints).flatMap(([id, said]) => {
      const point = points.get(id);
      const isUneven = point && (['practice', 'measures'] as const).some((key) => said[key] && said[key].length !== point[key].length);
      return isUneven
        ? [{ path: ['checkpoints', id], language, message: `the translation of "${id}" has another number of sentences or measures` }]
        : [];
    });
    return [...strange, ...uneven];
  });
}

/** Everything that is wrong between the parts of a check, and between it and the rest of the content. */
export function faultsOf(file: CheckFile, translations: Translations, knownTopics: ReadonlySet<string>): Fault[] {
  return [
    ...topicFaults(file, knownTopics),
    ...circles(file),
    ...impossible(file),
    ...empty(file),
    ...replacementFaults(file),
    ...translationFaults(file, translations),
  ];
}

const VARIANT_TEXTS = ['question', 'practice', 'measures'] as const;

export interface Missing {
  /** `title`, `theme load`, `load-amount question` … */
  what: string;
}

/** What a check has in German and not in another language. */
export function missingIn(file: CheckFile, translations: Translations, language: Language): Missing[] {
  const other = translations[language];
  const head = (['title', 'summary', 'audience'] as const).filter((key) => other?.[key] === undefined).map((key) => key as string);
  const themes = file.themes.flatMap((theme) =>
    (['title', 'intro'] as const).filter((key) => other?.themes[theme.id]?.[key] === undefined).map((key) => `theme ${theme.id} ${key}`),
  );
  const points = file.themes.flatMap((theme) =>
    theme.checkpoints.flatMap((point) =>
      (['title', 'question', 'practice', 'why', 'measures'] as const)
        .filter((key) => other?.checkpoints[point.id]?.[key] === undefined)
        .map((key) => `${point.id} ${key}`),
    ),
  );
  const variants = file.themes.flatMap((theme) =>
    theme.checkpoints.flatMap((point) =>
      (point.variants ?? []).flatMap((variant, index) =>
        VARIANT_TEXTS.filter(
          (key) => variant[key] !== undefined && other?.checkpoints[point.id]?.variants?.[index]?.[key] === undefined,
        ).map((key) => `${point.id} variant ${index + 1} ${key}`),
      ),
    ),
  );
  return [...head, ...themes, ...points, ...variants].map((what) => ({ what }));
}

/** How many texts a check has that could be translated. */
export function textsIn(file: CheckFile): number {
  const points = file.themes.flatMap((theme) => theme.checkpoints);
  const variants = points
    .flatMap((point) => point.variants ?? [])
    .flatMap((variant) => VARIANT_TEXTS.filter((key) => variant[key] !== undefined));
  return 3 + file.themes.length * 2 + points.length * 5 + variants.length;
}
