/** The rules of a story: what it needs, who may do what next, and what exactly was agreed to. Pure. */

/** The way a story is told, in the order in which it is asked and read. */
export const PARTS = ['start', 'tipping', 'way', 'setbacks', 'result', 'takeaway'] as const;
export type Part = (typeof PARTS)[number];

export type Stage = 'writing' | 'editing' | 'approval' | 'approved' | 'published' | 'withdrawn';
export type Consent = 'open' | 'given' | 'refused';

/** A result as a figure: what it was, what it is. */
export interface Figure {
  label: string;
  before: string;
  after: string;
}

export interface Content {
  title: string;
  summary: string;
  parts: Record<Part, string>;
  figures: Figure[];
}

export type RefKind = 'offer' | 'consultant' | 'network' | 'organisation';
/** What or who helped. */
export interface Ref {
  kind: RefKind;
  id: string;
}

export interface PictureFacts {
  id: string;
  alt: string;
  width: number;
  height: number;
}

/** A story as it is read, with nothing in it that nobody agreed to. */
export interface Version extends Content {
  locale: 'de' | 'en';
  /** Empty where the company is not named. */
  company: string;
  /** Letter of the section in WZ 2008. */
  industry: string | null;
  size: string | null;
  region: string;
  topics: string[];
  /** Check points, as check/point. */
  points: string[];
  refs: Ref[];
  programme: string | null;
  quotes: { id: string; text: string; person: string }[];
  picture: PictureFacts | null;
}

export interface Story extends Omit<Version, 'company' | 'quotes' | 'title' | 'summary' | 'parts' | 'figures'> {
  company: string;
  content: Content;
  quotes: { id: string; text: string; person: string; consent: Consent }[];
}

export const EMPTY_CONTENT: Content = {
  title: '',
  summary: '',
  parts: { start: '', tipping: '', way: '', setbacks: '', result: '', takeaway: '' },
  figures: [],
};

/** The version that would be published now: quotes only of those who agreed, the name only where it is wished. */
export function versionOf(story: Story, named: boolean): Version {
  const { content, quotes, company, locale, industry, size, region, topics, points, refs, programme, picture } = story;
  return {
    ...content,
    company: named ? company : '',
    locale,
    industry,
    size,
    region,
    topics,
    points,
    refs,
    programme,
    picture,
    quotes: quotes.filter((quote) => quote.consent === 'given').map(({ id, text, person }) => ({ id, text, person })),
  };
}

/** The same text for the same version, whatever the order in which a database gives its keys. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** Sections without which a story is none. Setbacks are asked for, but a way may have had none. */
const NEEDED: readonly Part[] = ['start', 'tipping', 'way', 'result', 'takeaway'];
export type Missing = 'title' | 'summary' | 'topics' | 'alt' | Part;

/** What is missing before somebody else should read it. */
export function missingIn({ content, topics, picture }: Pick<Story, 'content' | 'topics' | 'picture'>): Missing[] {
  const missing: Missing[] = [];
  if (content.title === '') missing.push('title');
  if (content.summary === '') missing.push('summary');
  missing.push(...NEEDED.filter((part) => content.parts[part] === ''));
  if (topics.length === 0) missing.push('topics');
  if (picture && picture.alt === '') missing.push('alt');
  return missing;
}

export type Step = 'submit' | 'return' | 'ask' | 'approve' | 'wish' | 'publish' | 'withdraw' | 'reopen';
const STEPS: Record<Step, { from: readonly Stage[]; to: Stage }> = {
  submit: { from: ['writing'], to: 'editing' },
  return: { from: ['editing', 'approval', 'approved'], to: 'writing' },
  ask: { from: ['editing', 'approval'], to: 'approval' },
  approve: { from: ['approval'], to: 'approved' },
  wish: { from: ['approval', 'approved'], to: 'editing' },
  publish: { from: ['approved'], to: 'published' },
  withdraw: { from: ['writing', 'editing', 'approval', 'approved', 'published'], to: 'withdrawn' },
  reopen: { from: ['withdrawn'], to: 'approval' },
};

/** The stage that a step leads to; undefined where it is not possible from there. */
export const stageAfter = (stage: Stage, step: Step): Stage | undefined => (STEPS[step].from.includes(stage) ? STEPS[step].to : undefined);

/** What a change of the text does: whatever was agreed to was another version. Undefined: not to be changed any more. */
export function afterEdit(stage: Stage): Stage | undefined {
  if (stage === 'withdrawn') return undefined;
  return stage === 'writing' ? 'writing' : 'editing';
}

/** All words of a version that people wrote, by where they stand. */
export function wordsOf(
  content: Content,
  quotes: readonly { text: string; person: string }[],
): { where: Missing | 'quotes' | 'figures'; text: string }[] {
  return [
    { where: 'title', text: content.title },
    { where: 'summary', text: content.summary },
    ...PARTS.map((part) => ({ where: part, text: content.parts[part] })),
    { where: 'figures', text: content.figures.flatMap((figure) => [figure.label, figure.before, figure.after]).join('\n') },
    { where: 'quotes', text: quotes.flatMap((quote) => [quote.text, quote.person]).join('\n') },
  ];
}

/** What two companies have in common, for "companies like yours". */
export interface Likeness {
  industry: string | null;
  size: string | null;
  topics: readonly string[];
}
export type Reason = { kind: 'industry' } | { kind: 'size' } | { kind: 'topic'; topic: string };
const WEIGHT = { industry: 3, size: 2, topic: 2 } as const;

/** Why a story is close to somebody; empty where it is not. */
export const likeness = (mine: Likeness, other: Likeness): Reason[] => [
  ...(mine.industry !== null && mine.industry === other.industry ? [{ kind: 'industry' } as const] : []),
  ...(mine.size !== null && mine.size === other.size ? [{ kind: 'size' } as const] : []),
  ...mine.topics.filter((topic) => other.topics.includes(topic)).map((topic) => ({ kind: 'topic', topic }) as const),
];

/** The closest first, each with its reasons; what has nothing in common is left out. */
export function closest<Other extends Likeness>(
  mine: Likeness,
  others: readonly Other[],
  most: number,
): { other: Other; reasons: Reason[] }[] {
  const weigh = (reasons: readonly Reason[]) => reasons.reduce((sum, reason) => sum + WEIGHT[reason.kind], 0);
  return others
    .map((other) => ({ other, reasons: likeness(mine, other) }))
    .filter(({ reasons }) => reasons.length > 0)
    .toSorted((a, b) => weigh(b.reasons) - weigh(a.reasons))
    .slice(0, most);
}
