/** What a campaign says to whom, as it is looked at before it goes and as it then goes. */
import type { Db } from '#platform/database/index.ts';
import { plusDays } from '#platform/days.ts';
import { formatDay } from '#platform/i18n/format.ts';
import { BLANK, type Mailing, mailingPrint } from '#platform/mail/index.ts';
import { allPages } from '#platform/pages.ts';
import { inPortions } from '#platform/rows.ts';
import { holdersOf } from '#modules/accounts/index.ts';
import { accreditedUntil } from '#modules/consultants/index.ts';
import { mailingState, missingOf, type Scheme } from '../model.ts';
import { openMembers } from '../store/campaign.ts';
import type { CampaignRow, MemberRow } from '../tables.ts';
import { accreditationTexts } from '../texts.ts';
import type { Door } from './door.ts';
import { standingsOf } from './standing.ts';

const PORTION = 1000;
const FAR = '9999-12-31';
const byName = new Intl.Collator('de', { numeric: true });
const t = accreditationTexts('de').letter;

/** Somebody who is meant, with what they lack. */
export type Meant = Pick<MemberRow, 'consultant_id' | 'email' | 'name' | 'valid_until'> & { missing: string[] };
/** What of a campaign its letters say. */
export type Plan = Pick<CampaignRow, 'deadline'> & { id?: string; state: CampaignRow['state'] };

export interface CampaignLook {
  mailing: Mailing;
  people: Meant[];
  /** Names of those who are meant and have no address. */
  unreached: string[];
}

/** A letter: one for everybody who is reached at the same address. */
export function letterTo(people: readonly Meant[], doors: ReadonlyMap<string, Door>, scheme: Scheme, deadline: string): string {
  const names = new Map(scheme.requirements.map((each) => [each.id, each.de]));
  const [first] = people;
  const parts = people.map((person) => {
    const open = person.missing.map((id) => `– ${names.get(id) ?? id}`);
    const until = [person.valid_until, deadline].toSorted()[0] ?? '';
    const door = doors.get(person.consultant_id);
    return [
      people.length > 1 ? person.name : '',
      t.until(formatDay(until, 'de')),
      open.length > 0 ? [t.missing, ...open].join('\n') : t.nothingMissing,
      door?.isInvitation ? t.invitation : '',
      door?.url ?? '',
    ]
      .filter(Boolean)
      .join('\n');
  });
  const greeting = people.length === 1 && first ? t.greeting(first.name) : t.greetingAll;
  return [greeting, t.intro(scheme.title.de, formatDay(deadline, 'de')), ...parts, t.closing].join('\n\n');
}

export const subjectOf = (scheme: Scheme): string => t.subject(scheme.title.de);

/** A print of the words of a scheme, as they stand in all letters. */
export const wordsPrint = (scheme: Scheme, deadline: string): string =>
  mailingPrint([], [scheme.title.de, deadline, ...scheme.requirements.flatMap((each) => [each.id, each.de])]);

async function withMissing(db: Db, scheme: Scheme, today: string, people: readonly Omit<Meant, 'missing'>[]): Promise<Meant[]> {
  const measured: Meant[] = [];
  for (const some of inPortions(people, PORTION)) {
    const ids = some.map((each) => each.consultant_id);
    const standings = await standingsOf(db, ids, today);
    for (const each of some) {
      const standing = standings.get(each.consultant_id);
      measured.push({ ...each, missing: standing ? missingOf(scheme, standing, today).map(({ id }) => id) : [] });
    }
  }
  return measured;
}

/** Everybody who would be written to now, with what they lack: in a draft all who are accredited, later those who are left. */
export async function lookAt(db: Db, plan: Plan, scheme: Scheme, today: string): Promise<CampaignLook> {
  const known = plan.state === 'draft' || !plan.id ? undefined : await openMembers(db, plan.id);
  const all = known ? [] : await allPages(PORTION, (after, limit) => accreditedUntil(db, today, FAR, after, limit));
  const meant = all.filter((person) => scheme.roles.includes(person.kind));
  const reached =
    known ??
    meant
      .filter((person) => person.email !== '')
      .map(({ id, name, email, accredited_until: until }) => ({
        consultant_id: id,
        email: email.toLowerCase(),
        name,
        valid_until: until ?? today,
      }));
  const people = (await withMissing(db, scheme, today, reached)).toSorted((a, b) => byName.compare(a.name, b.name));
  const letters = [...Map.groupBy(people, (each) => each.email)];
  const mailing: Mailing = {
    state: mailingState(plan.state, 0),
    receivers: people.length,
    hasText: true,
    print: mailingPrint(
      people.map((each) => `${each.consultant_id} ${each.email}`),
      [
        subjectOf(scheme),
        wordsPrint(scheme, plan.deadline),
        ...letters.map(([email, some]) => `${email} ${letterTo(some, new Map(), scheme, plan.deadline)}`).toSorted(),
      ],
    ),
    // The last day to be accredited anew has to lie ahead of the letter.
    until: plusDays(plan.deadline, -1),
  };
  return { mailing, people, unreached: meant.filter((person) => person.email === '').map((person) => person.name) };
}

/** The letter as one of them gets it, but for the link that is theirs alone. Nobody is invited by it. */
export async function sampleFor(db: Db, look: CampaignLook, scheme: Scheme, deadline: string, publicUrl: string, receiver?: string) {
  const one = look.people.find((each) => each.consultant_id === receiver) ?? look.people[0];
  if (!one) return undefined;
  const people = look.people.filter((each) => each.email === one.email);
  const doors = new Map<string, Door>();
  for (const { consultant_id: id } of people) {
    const isInvitation = (await holdersOf(db, ['consultant'], id)).length === 0;
    doors.set(id, {
      isInvitation,
      url: isInvitation ? `${publicUrl}/einladung/${BLANK}` : `${publicUrl}/beratungsprofil/${id}/akkreditierung`,
    });
  }
  const to = people.map((each) => each.name).join(', ');
  return { id: one.consultant_id, to: `${to} (${one.email})`, subject: subjectOf(scheme), text: letterTo(people, doors, scheme, deadline) };
}
