import { eachDue } from '#platform/pages.ts';
import { addDays, localDay } from '#platform/clock.ts';
import { HttpError } from '#platform/http/errors.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { newId } from '#platform/ids.ts';
import type { Scheduled } from '#platform/jobs/index.ts';
import { mailKey } from '#platform/mail/index.ts';
import { mayWriteUnasked } from '#platform/mail/strangers.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import type { Places } from '#reference/index.ts';
import { narrowed } from '../facets.ts';
import { searchPath, selectedIn, type Value } from '../pages/query.ts';
import type { Ranked } from '../ranking.ts';
import type { Search } from '../service.ts';
import {
  confirmSaved,
  insertSaved,
  noteLooked,
  removeSaved,
  removeUnconfirmed,
  savedAfter,
  savedById,
  type SavedRow,
} from '../store/saved.ts';
import { savedTexts } from './texts.ts';

const LINK = 'saved-search';
const UNCONFIRMED_DAYS = 14;
const KEPT_DAYS = 3 * 365;
const PORTION = 200;
/** What stands behind the first so many hits does not fit well enough to write about. */
const WORTH_A_MAIL = 40;
const IN_A_MAIL = 8;
/** So many are remembered as told; the oldest go first. */
const MOST_KNOWN = 400;

/** Searches that somebody wants to be told of when something new fits. */
export interface SavedSearches {
  /** Asks the address by a letter; refused where too many have gone there today. */
  save(email: string, value: Value, locale: Locale): Promise<Result<undefined, 'tooMany'>>;
  /** @throws HttpError 404, 410 */
  open(token: string): Promise<SavedRow>;
  confirm(row: SavedRow): Promise<void>;
  end(row: SavedRow): Promise<void>;
  /** Writes to everybody for whom something new fits; returns how many. */
  send(): Promise<number>;
}

/** What was searched for, in a few words. */
export const wordsFor = ({ text, ort }: Value, locale: Locale): string =>
  [text === '' ? savedTexts(locale).everything : text, ort].filter(Boolean).join(', ');

export function createSavedSearches(
  { db, links, clock, config, mailer, attempts }: Services,
  search: Search,
  places: Places,
): SavedSearches {
  const now = () => clock.now();
  const stopPath = (row: SavedRow) => `/suche/merken/${links.token(LINK, row.link_id)}`;

  async function hitsOf(value: Value): Promise<Ranked[]> {
    const place = value.ort === '' ? undefined : places.find(value.ort);
    const answer = await search.search(value.text, {
      near: place?.kind === 'found' ? place.place : undefined,
      kinds: undefined,
      offerKinds: undefined,
      online: false,
      onSite: false,
      free: false,
      language: undefined,
      today: localDay(now()),
      bodies: [],
    });
    return narrowed(answer.ranked, selectedIn(value)).slice(0, WORTH_A_MAIL);
  }

  async function tell(row: SavedRow): Promise<boolean> {
    const hits = await hitsOf(row.query);
    const known = new Set(row.known);
    const fresh = hits.filter(({ found }) => !known.has(found.id));
    if (fresh.length === 0) return false;
    const { mail } = savedTexts(row.locale);
    const what = wordsFor(row.query, row.locale);
    const list = fresh.slice(0, IN_A_MAIL).map(({ found }) => `- ${found.title}\n  ${config.publicUrl}${found.path}`);
    const stop = `${config.publicUrl}${stopPath(row)}`;
    const text = mail.text(what, list.join('\n'), fresh.length - list.length, `${config.publicUrl}${searchPath(row.query)}`);
    await mailer.send(mailKey(row.id, `saved-${localDay(now())}`), {
      to: row.email,
      locale: row.locale,
      subject: mail.subject(what),
      text: `${text}${mail.foot(stop)}`,
      unsubscribe: `${stop}/ende`,
    });
    await noteLooked(db, row.id, [...fresh.map(({ found }) => found.id), ...row.known].slice(0, MOST_KNOWN), now());
    return true;
  }

  return {
    async save(email, value, locale) {
      if (!(await mayWriteUnasked(attempts, email))) return refused('tooMany');
      const id = newId(now().getTime());
      const row: SavedRow = {
        id,
        email: email.toLowerCase(),
        locale,
        query: value,
        link_id: await links.create(db, LINK, id, addDays(now(), KEPT_DAYS)),
        asked_at: now(),
        confirmed_at: null,
        known: (await hitsOf(value)).map(({ found }) => found.id),
        looked_at: now(),
      };
      await insertSaved(db, row);
      const { mail } = savedTexts(locale);
      const text = mail.confirm(wordsFor(value, locale), `${config.publicUrl}${stopPath(row)}`);
      await mailer.send(mailKey(id, 'saved-confirm'), { to: row.email, subject: mail.confirmSubject, text, locale });
      return ok(undefined);
    },

    async open(token) {
      const link = await links.open(db, LINK, token);
      if (typeof link === 'string') throw new HttpError(link === 'unknown' ? 404 : 410);
      const row = await savedById(db, link.subject);
      if (!row) throw new HttpError(410);
      return row;
    },

    confirm: (row) => confirmSaved(db, row.id, now()),
    end: (row) => removeSaved(db, row.id),

    async send() {
      await removeUnconfirmed(db, addDays(now(), -UNCONFIRMED_DAYS));
      return eachDue(PORTION, (after, limit) => savedAfter(db, after, limit), tell);
    },
  };
}

/** Every morning. */
export const savedSchedule = (saved: SavedSearches): Scheduled[] => [
  {
    name: 'search-saved',
    cron: '20 5 * * *',
    async handle() {
      await saved.send();
    },
  },
];
