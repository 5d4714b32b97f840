import type { Localised } from '#platform/i18n/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import type { Answer, Assessment, AssessmentStore } from './assessment.ts';
import { changedSince, changesIn } from './changes/answers.ts';
import type { Change, Said, Side } from './changes/model.ts';
import { tailored } from './definition/conditions.ts';
import { type CheckDefinition, inPlainWords, type Theme } from './definition/model.ts';
import type { FileContent } from './file.ts';
import { evaluate, type Stage } from './model.ts';

/** An assessment as somebody has it before them. */
export interface Opened {
  /** The private link's token on the server, the assessment's id on the device. */
  token: string;
  /** Where its pages are: `/bogen/<token>`, `/geraet/bogen/<id>`. */
  path: string;
  place: 'server' | 'device';
  /** Whose word is written here. */
  side: Side;
  /** Company and consultant work on it together at present. */
  isTogether?: boolean;
  /** Who looks at it by a companion's link, and what they may do. */
  companion?: { name: string; scope: 'read' | 'rate'; until: Date };
  /** What of the check is meant for this company, in its words. */
  definition: CheckDefinition;
  /** The check as a whole. */
  full: CheckDefinition;
  /** Whether nothing hinders a declaration but the company's own work: this version was adopted and is not withdrawn. */
  isInForce: boolean;
  assessment: Assessment;
}

/** A check as this assessment has it: only what is meant for the company, in the words it chose. */
export function laidOut(full: CheckDefinition, { company, ratings, words }: Assessment): Pick<Opened, 'definition' | 'full'> {
  const definition = tailored(words === 'plain' ? inPlainWords(full) : full, { ...company, ratings });
  return { full, definition };
}

/** The themes that the company wants to do now: those it chose, or all. */
export function themesInFocus({ definition, assessment }: Pick<Opened, 'definition' | 'assessment'>): Theme[] {
  const chosen = definition.themes.filter((theme) => assessment.focus.includes(theme.id));
  return chosen.length > 0 ? chosen : definition.themes;
}

/** What has been rated of the themes that are being done now. */
export function evaluateFocus(opened: Opened) {
  return evaluate({ ...opened.definition, themes: themesInFocus(opened) }, opened.assessment.ratings);
}

/** The word of whoever has the assessment before them, and that of the other side. */
export const ownWord = ({ side, assessment }: Opened): Said => (side === 'company' ? assessment : assessment.advice);
export const otherWord = ({ side, assessment }: Opened): Said => (side === 'company' ? assessment.advice : assessment);

/** Programmes that may pay for something on some topics, as links. */
export type Funding = (topics: readonly string[]) => { href: string; title: Localised }[];

/** What the network has worked out for one point of a check, as links. */
export type PracticeAids = (check: string, point: string) => Promise<{ href: string; title: string; summary: string }[]>;

/**
 * What the pages of an assessment stand on. There are two: the server's (service.ts) and the device's
 * (device/desk.ts), so that the same pages run in both places.
 */
export interface Desk {
  readonly publicUrl: string;
  readonly topics: Topics;
  /** What may be paid for something on these topics; only where the network's programmes are at hand. */
  funding?: Funding | undefined;
  /** Practice aids at a point; only where the server is at hand. */
  practiceAids?: PracticeAids | undefined;
  readonly store: AssessmentStore;
  /** @throws HttpError 404 for a wrong token, 410 for one that no longer counts */
  open(token: string): Promise<Opened>;
  /** The newest version of a check that may be begun; undefined where it was withdrawn. */
  newest(checkId: string): CheckDefinition | undefined;
  /** A check as one of its versions, whether it may still be begun or not. */
  version(checkId: string, version: number): CheckDefinition | undefined | Promise<CheckDefinition | undefined>;
  /** Begins a check, empty or with content, perhaps following on an earlier one; returns its token. */
  start(definition: CheckDefinition, content?: FileContent, previous?: Assessment): Promise<string>;
  /** Where the pages of a token are. */
  pathOf(token: string): string;
  /** Counts what an assessment has reached by now; on the device nothing is counted. */
  count(id: string, ...more: Stage[]): Promise<void>;
  remove(id: string): Promise<void>;
  newId(): string;
  now(): Date;
}

/** A form as it was sent: `stand` is the number of the last change its author saw, `decided` a disagreement it settles. */
export interface SentForm {
  answers: readonly Answer[];
  stand?: number;
  decided?: string | undefined;
}

/** Writes the answers of a form down as changes; tells what others changed since it was shown. */
export async function saveAnswers(desk: Desk, side: Side, id: string, form: SentForm): Promise<Change[]> {
  const known = await desk.store.changesSince(id, 0);
  const at = desk.now().toISOString();
  const stand = form.stand ?? known.length;
  const own = changesIn({ known, side, stand, answers: form.answers, decided: form.decided }, () => ({ id: desk.newId(), at }));
  await desk.store.addChanges(id, own);
  return changedSince(known, side, stand, own);
}

/** Fills a new assessment with what a file or an earlier assessment held. */
export async function fillFrom(desk: Desk, id: string, content: FileContent): Promise<void> {
  const checkpoints = [...new Set([...Object.keys(content.ratings), ...Object.keys(content.notes)])];
  const answers = checkpoints.map((checkpoint) => ({
    checkpoint,
    rating: content.ratings[checkpoint],
    note: content.notes[checkpoint] ?? '',
  }));
  await saveAnswers(desk, 'company', id, { answers });
  for (const measure of content.measures) await desk.store.saveMeasure(id, { ...measure, id: desk.newId() });
}

/** What belongs to the company rather than to one round of a check goes along into the next. */
export async function followOn(desk: Desk, id: string, { company, words }: Assessment): Promise<void> {
  await desk.store.saveCompany(id, company);
  if (words !== 'normal') await desk.store.saveWords(id, words);
}
