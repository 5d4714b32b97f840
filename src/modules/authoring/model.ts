/** Writing a check: what may be done with it when, and what is wrong with it. Pure. */
import { type CheckFile, checkFileSchema, faultsOf, type Language, LANGUAGES, type Translations } from '#modules/checks/index.ts';

const DRAFT_STATES = ['draft', 'consultation', 'submitted', 'trial', 'inForce', 'dropped'] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

export const STEPS = ['consult', 'rework', 'submit', 'try', 'adopt', 'drop'] as const;
export type DraftStep = (typeof STEPS)[number];

/** From where each step leads where. On trial a check can be filled in; only the body's decision puts it in force. */
const WAYS: Record<DraftStep, { from: DraftState[]; to: DraftState }> = {
  consult: { from: ['draft'], to: 'consultation' },
  rework: { from: ['consultation', 'submitted'], to: 'draft' },
  submit: { from: ['draft', 'consultation', 'trial'], to: 'submitted' },
  try: { from: ['draft', 'consultation'], to: 'trial' },
  adopt: { from: ['submitted'], to: 'inForce' },
  drop: { from: ['draft', 'consultation', 'submitted'], to: 'dropped' },
};

export const stepsFrom = (state: DraftState): DraftStep[] => STEPS.filter((step) => WAYS[step].from.includes(state));
/** What is in a draft may be changed until it lies before a body. */
export const canEdit = ({ state }: { state: DraftState }): boolean => state === 'draft' || state === 'consultation';

/** Steps that change what companies see or lay the draft before a body; the others belong to whoever writes. */
export const isForPublishers = (step: DraftStep): boolean => step === 'submit' || step === 'try' || step === 'adopt';
export const stateAfter = (step: DraftStep): DraftState => WAYS[step].to;

/** What is still open before a step; nothing where it may be taken. */
export type Hindrance = 'faults' | 'comments' | 'past' | 'early' | 'undecided' | 'rejected';

/** Whether the network was promised more time (days as `YYYY-MM-DD`). */
export const isEarly = (step: DraftStep, draft: { state: DraftState; consultation_until: string | null }, today: string): boolean =>
  // Taken back into work the promise still holds: what the network was asked for is not skipped by a detour.
  (step === 'submit' || step === 'try') &&
  (draft.state === 'consultation' || draft.state === 'draft') &&
  (draft.consultation_until ?? '') >= today;

export interface Standing {
  faults: number;
  openComments: number;
  decision: 'none' | 'travelling' | 'decided' | 'rejected';
  /** The step ends a consultation before the day that was announced, and nobody has said why. */
  isEarly?: boolean;
  /** The last day of the consultation that is to begin is over. */
  isPast?: boolean;
}

export function hindranceOf(step: DraftStep, at: Standing): Hindrance | undefined {
  if (step === 'drop' || step === 'rework') return undefined;
  if (at.faults > 0) return 'faults';
  if (step === 'consult' && at.isPast) return 'past';
  if (step === 'submit' && at.openComments > 0) return 'comments';
  if (at.isEarly) return 'early';
  if (step === 'adopt' && at.decision === 'rejected') return 'rejected';
  if (step === 'adopt' && at.decision !== 'decided') return 'undecided';
  return undefined;
}

export type ThemeFile = CheckFile['themes'][number];
export type PointFile = ThemeFile['checkpoints'][number];

/** A fault with the page on which it can be mended. */
export interface DraftFault {
  place: { kind: 'head' | 'theme' | 'point'; id: string };
  path: (string | number)[];
  /** Code of the schema's rule, or the sentence of a rule beyond it. */
  rule: { code: string; least?: number; most?: number; message: string };
  language: Language | undefined;
}

function placeOf(file: CheckFile, path: readonly (string | number)[], language: Language | undefined): DraftFault['place'] {
  if (language) {
    if (path[0] === 'checkpoints' && path[1]) return { kind: 'point', id: String(path[1]) };
    return path[0] === 'themes' && path[1] ? { kind: 'theme', id: String(path[1]) } : { kind: 'head', id: '' };
  }
  const theme = path[0] === 'themes' && typeof path[1] === 'number' ? file.themes[path[1]] : undefined;
  if (!theme) return { kind: 'head', id: '' };
  const point = path[2] === 'checkpoints' && typeof path[3] === 'number' ? theme.checkpoints[path[3]] : undefined;
  return point ? { kind: 'point', id: point.id } : { kind: 'theme', id: theme.id };
}

/** Everything that keeps a draft from being published, each with its place. */
export function draftFaults(file: CheckFile, translations: Translations, topics: ReadonlySet<string>): DraftFault[] {
  const parsed = checkFileSchema.safeParse(file);
  if (!parsed.success) {
    return parsed.error.issues.map((issue) => {
      const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
      const { minimum, maximum } = issue as { minimum?: number; maximum?: number };
      const limits = {
        ...(minimum === undefined ? {} : { least: Number(minimum) }),
        ...(maximum === undefined ? {} : { most: Number(maximum) }),
      };
      return {
        path,
        place: placeOf(file, path, undefined),
        rule: { code: issue.code, message: issue.message, ...limits },
        language: undefined,
      };
    });
  }
  return faultsOf(file, translations, topics).map(({ path, message, language }) => ({
    path,
    place: placeOf(file, path, language),
    rule: { code: 'rule', message },
    language,
  }));
}

const blankPoint = (id: string, title: string): PointFile => ({
  id,
  title,
  question: '',
  practice: ['', ''],
  why: '',
  measures: [''],
  topics: [],
});

/** A new check, empty but for its name. */
export const blankCheck = (id: string, title: string): CheckFile => ({
  $schema: '../schemas/check.schema.json',
  id,
  version: 1,
  title,
  summary: '',
  audience: '',
  minutes: 30,
  declaration: { measures: 10, months: 24 },
  themes: [],
});

const onThemes = (file: CheckFile, change: (themes: ThemeFile[]) => ThemeFile[]): CheckFile => ({ ...file, themes: change(file.themes) });
export const onTheme = (file: CheckFile, id: string, change: (theme: ThemeFile) => ThemeFile): CheckFile =>
  onThemes(file, (themes) => themes.map((theme) => (theme.id === id ? change(theme) : theme)));
export const onPoint = (file: CheckFile, id: string, change: (point: PointFile) => PointFile): CheckFile =>
  onThemes(file, (themes) =>
    themes.map((theme) => ({ ...theme, checkpoints: theme.checkpoints.map((point) => (point.id === id ? change(point) : point)) })),
  );

export const addTheme = (file: CheckFile, id: string, title: string): CheckFile =>
  onThemes(file, (themes) => [...themes, { id, title, intro: '', checkpoints: [] }]);
export const addPoint = (file: CheckFile, theme: string, id: string, title: string): CheckFile =>
  onTheme(file, theme, (known) => ({ ...known, checkpoints: [...known.checkpoints, blankPoint(id, title)] }));

function moved<Value extends { id: string }>(list: readonly Value[], id: string, by: -1 | 1): Value[] {
  const from = list.findIndex((each) => each.id === id);
  const to = from + by;
  const [one, other] = [list[from], list[to]];
  if (!one || !other) return [...list];
  return list.map((each, index) => (index === from ? other : index === to ? one : each));
}

/** Moves a theme or a check point one place up or down among its own. */
export function move(file: CheckFile, kind: 'theme' | 'point', id: string, by: -1 | 1): CheckFile {
  if (kind === 'theme') return onThemes(file, (themes) => moved(themes, id, by));
  return onThemes(file, (themes) => themes.map((theme) => ({ ...theme, checkpoints: moved(theme.checkpoints, id, by) })));
}

export function remove(file: CheckFile, kind: 'theme' | 'point', id: string): CheckFile {
  if (kind === 'theme') return onThemes(file, (themes) => themes.filter((theme) => theme.id !== id));
  return onThemes(file, (themes) =>
    themes.map((theme) => ({ ...theme, checkpoints: theme.checkpoints.filter((point) => point.id !== id) })),
  );
}

/** An id is written, never counted, and never used a second time in a check. */
export const isFree = (file: CheckFile, id: string): boolean =>
  !file.themes.some((theme) => theme.id === id || theme.checkpoints.some((point) => point.id === id));

/** The next version of a check, with nothing changed yet; it has to be adopted anew. */
export function nextVersion(file: CheckFile, version: number): CheckFile {
  const { adopted: _, ...rest } = file;
  return { ...rest, version };
}

export interface TextChange {
  /** Where: `title`, `load-amount.question` … */
  what: string;
  before: string;
  after: string;
}

function flat(value: unknown): string {
  if (Array.isArray(value)) return value.map(flat).join('\n');
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

function fieldChanges(name: string, before: object | undefined, after: object | undefined, keys: readonly string[]): TextChange[] {
  return keys.flatMap((key) => {
    const [old, now] = [flat((before as Record<string, unknown>)?.[key]), flat((after as Record<string, unknown>)?.[key])];
    return old === now ? [] : [{ what: name ? `${name}.${key}` : key, before: old, after: now }];
  });
}

const POINT_FIELDS = ['code', 'title', 'question', 'practice', 'why', 'measures', 'topics', 'replaces', 'only', 'variants'];

/** Every text and rule in which two versions differ, in the order of the newer one; what is gone comes last. */
export function differences(before: CheckFile, after: CheckFile): TextChange[] {
  const oldPoints = new Map(before.themes.flatMap((theme) => theme.checkpoints.map((point) => [point.id, point] as const)));
  const newPoints = after.themes.flatMap((theme) => theme.checkpoints);
  const oldThemes = new Map(before.themes.map((theme) => [theme.id, theme]));
  return [
    ...fieldChanges('', before, after, ['title', 'summary', 'audience', 'minutes', 'declaration']),
    ...after.themes.flatMap((theme) => fieldChanges(theme.id, oldThemes.get(theme.id), theme, ['title', 'intro', 'only'])),
    ...newPoints.flatMap((point) => fieldChanges(point.id, oldPoints.get(point.id), point, POINT_FIELDS)),
    ...before.themes
      .filter((theme) => !after.themes.some(({ id }) => id === theme.id))
      .flatMap((theme) => fieldChanges(theme.id, theme, undefined, ['title'])),
    ...[...oldPoints.values()]
      .filter((point) => !newPoints.some(({ id }) => id === point.id))
      .flatMap((point) => fieldChanges(point.id, point, undefined, ['title', 'question'])),
  ];
}

/** A translation without what the check no longer has. */
export function withoutStrays(file: CheckFile, translations: Translations): Translations {
  const themes = new Set(file.themes.map((theme) => theme.id));
  const points = new Set(file.themes.flatMap((theme) => theme.checkpoints.map((point) => point.id)));
  const kept = <Value>(all: Record<string, Value>, ids: ReadonlySet<string>) =>
    Object.fromEntries(Object.entries(all).filter(([id]) => ids.has(id)));
  return Object.fromEntries(
    LANGUAGES.flatMap((language) => {
      const other = translations[language];
      return other ? [[language, { ...other, themes: kept(other.themes, themes), checkpoints: kept(other.checkpoints, points) }]] : [];
    }),
  );
}
