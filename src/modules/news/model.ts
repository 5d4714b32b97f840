import { localDay } from '#platform/clock.ts';
import { mailingPrint, type MailingState } from '#platform/mail/mailing-gate.ts';
/** The rules of news: who sees what when, and what goes into a newsletter. Pure. */

export const KINDS = ['news', 'call', 'event', 'campaign'] as const;
export type Kind = (typeof KINDS)[number];
export const AUDIENCES = ['public', 'partners', 'consultants', 'body'] as const;
export type Audience = (typeof AUDIENCES)[number];
export type State = 'draft' | 'submitted' | 'planned' | 'withdrawn';

export interface Material {
  title: string;
  href: string;
}

export interface Shown {
  state: State;
  publish_at: Date | null;
  shown_until: string | null;
  audience: Audience;
  body_id: string | null;
}

/** Whoever looks, by what they do in the network. */
export interface Viewer {
  isOffice: boolean;
  isPartner: boolean;
  isConsultant: boolean;
  /** Ids of the bodies that they belong to. */
  bodies: readonly string[];
}
export const STRANGER: Viewer = { isOffice: false, isPartner: false, isConsultant: false, bodies: [] };

/** Whether something is published at a moment. */
export const isShown = ({ state, publish_at: at, shown_until: until }: Shown, now: Date): boolean =>
  state === 'planned' && at !== null && at <= now && (until === null || until >= localDay(now));

/** Whether it is meant for somebody. */
export function isFor({ audience, body_id: body }: Pick<Shown, 'audience' | 'body_id'>, viewer: Viewer): boolean {
  if (audience === 'public' || viewer.isOffice) return true;
  if (audience === 'partners') return viewer.isPartner;
  if (audience === 'consultants') return viewer.isConsultant;
  return body !== null && viewer.bodies.includes(body);
}

export const maySee = (item: Shown, viewer: Viewer, now: Date): boolean => isShown(item, now) && isFor(item, viewer);

export type Step = 'submit' | 'plan' | 'return' | 'withdraw' | 'reopen';
const STEPS: Record<Step, { from: readonly State[]; to: State }> = {
  submit: { from: ['draft'], to: 'submitted' },
  plan: { from: ['draft', 'submitted'], to: 'planned' },
  return: { from: ['submitted', 'planned'], to: 'draft' },
  withdraw: { from: ['draft', 'submitted', 'planned'], to: 'withdrawn' },
  reopen: { from: ['withdrawn'], to: 'draft' },
};
/** The state that a step leads to; undefined where it is not possible from there. */
export const stateAfter = (state: State, step: Step): State | undefined => (STEPS[step].from.includes(state) ? STEPS[step].to : undefined);

export interface Draft {
  kind: Kind;
  deadline: string | null;
  starts_at: Date | null;
  ends_at: Date | null;
  audience: Audience;
  body_id: string | null;
  material: readonly Material[];
}
export type DraftFault = 'deadline' | 'starts' | 'ends' | 'body' | 'material';

/** What a kind needs besides its words. */
export function faultsOf(draft: Draft): DraftFault[] {
  const faults: DraftFault[] = [];
  if (draft.kind === 'call' && draft.deadline === null) faults.push('deadline');
  if (draft.kind === 'event' && draft.starts_at === null) faults.push('starts');
  if (draft.starts_at && draft.ends_at && draft.ends_at <= draft.starts_at) faults.push('ends');
  if (draft.audience === 'body' && draft.body_id === null) faults.push('body');
  if (draft.kind === 'campaign' && draft.material.length === 0) faults.push('material');
  return faults;
}

/** Pairs of title and link as material; `wrong`: the first that is none. Only our own pages and https are led to. */
export function readLinks(
  titles: readonly string[],
  links: readonly string[],
  own: string,
): { material: Material[]; wrong: string | undefined } {
  const material: Material[] = [];
  for (const [index, link] of links.entries()) {
    const title = (titles[index] ?? '').trim();
    // What is copied from the address line of our own pages leads there wherever the platform answers.
    const href = link.trim().startsWith(`${own}/`) ? link.trim().slice(own.length) : link.trim();
    if (title === '' && href === '') continue;
    if (title === '' || title.length > 160 || href.length > 300 || !isAddress(href)) return { material, wrong: title || href };
    material.push({ title, href });
  }
  return { material, wrong: undefined };
}

/** A page of ours or an https address. */
export const isAddress = (text: string): boolean =>
  /^\/(?!\/)[\w\-./?=&%#]*$/.test(text) || (text.startsWith('https://') && URL.canParse(text));

/** An issue as a mailing. */
export const MAILING_STATES = {
  draft: 'draft',
  sending: 'running',
  stopped: 'stopped',
  ended: 'ended',
  sent: 'finished',
} as const satisfies Record<string, MailingState>;

/** A print of one part of an issue: whoever changes a word of it, or for whom it is, changes the print. */
export const partPrint = (...words: readonly (string | null)[]): string =>
  mailingPrint(
    [],
    words.map((word) => word ?? ''),
  );
