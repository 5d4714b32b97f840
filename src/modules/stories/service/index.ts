import { addDays, localDay } from '#platform/clock.ts';
import { inTransaction } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { formatList, formatNumber } from '#platform/i18n/format.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { newId } from '#platform/ids.ts';
import { ok, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { stateName } from '#reference/index.ts';
import { type CaseFile, caseOf, mayWorkOn } from '#modules/cases/index.ts';
import { contentFrom } from '../from-case.ts';
import { EMPTY_CONTENT, type Ref } from '../model.ts';
import { eraseWithdrawn } from '../store/forget.ts';
import * as store from '../store/stories.ts';
import { storiesTexts } from '../texts.ts';
import { createEditing, QUOTE } from './editing.ts';
import type { Owner, Stories, StoriesParts } from './parts.ts';
import { COMPANY, createPublishing } from './publishing.ts';

export type { Stories, StoriesParts } from './parts.ts';

const LINK_DAYS = 10 * 365;
const MOST_TOPICS = 5;

export function createStories(services: Services, parts: StoriesParts): Stories {
  const { db, clock, links } = services;
  const { topics, programmes, search } = parts;
  const now = () => clock.now();
  const reindex: Stories['reindex'] = (id) => search.indexOne('story', id);

  async function file(id: string): Promise<store.StoryFile> {
    const found = await store.storyFile(db, id);
    if (!found) throw new HttpError(404);
    return found;
  }

  async function insert(owner: Owner, values: Partial<store.NewStory> & Pick<store.NewStory, 'content'>): Promise<string | undefined> {
    const id = newId(now().getTime());
    return inTransaction(db, async (trx) => {
      const link = await links.create(trx, COMPANY, id, addDays(now(), LINK_DAYS));
      const isNew = await store.insertStory(trx, {
        id,
        case_id: null,
        owner_scope: owner.scope,
        owner: owner.id,
        owner_name: owner.name,
        locale: 'de',
        company: '',
        contact: '',
        email: '',
        industry: null,
        size: null,
        region: '',
        topics: [],
        points: [],
        refs: [],
        programme: null,
        stage: 'writing',
        link_id: link,
        created_at: now(),
        updated_at: now(),
        ...values,
      });
      if (!isNew) return undefined;
      await store.noteStory(trx, id, { at: now(), kind: 'begun', who: owner.name });
      return id;
    });
  }

  /** What may be taken from a case without anybody being known by it. */
  function materialOf({ row, people, goals, sessions }: CaseFile) {
    const { locale } = row;
    const gone = row.process.slice(0, row.process.findIndex((phase) => phase.id === row.phase) + 1);
    return {
      known: { company: row.company, people: [row.contact, ...people.map((person) => person.name)] },
      topics: row.topics.map((topic) => topics.label(topic, locale)),
      goals: goals.filter((goal) => goal.company_agreed_at && goal.text !== ''),
      phases: gone.map((phase) => inLocale(phase, locale)),
      sessions: sessions.length,
      hours: Math.round(sessions.reduce((sum, session) => sum + session.minutes, 0) / 30) / 2,
    };
  }
  const refsOf = ({ owner_scope: scope, owner }: CaseFile['row']): Ref[] => (scope && owner ? [{ kind: scope, id: owner }] : []);

  return {
    ...createEditing(services),
    ...createPublishing(services, parts, reindex),
    file,
    reindex,

    async begin(owner, { title, company, contact, email }) {
      const id = await insert(owner, { content: { ...EMPTY_CONTENT, title }, company, contact, email });
      if (!id) throw new Error('a story without a case is always new');
      return id;
    },

    async fromCase(caseId) {
      const known = await store.storyOfCase(db, caseId);
      if (known) return ok(known.id);
      const found = await caseOf(db, caseId);
      if (!found) throw new HttpError(404);
      if (!mayWorkOn(found.row)) throw new HttpError(403);
      const { row } = found;
      if (!row.story_consent || row.anonymised_at) return refused('noConsent');
      const t = storiesTexts(row.locale).fromCase;
      const content = contentFrom(materialOf(found), {
        ...t,
        list: (items) => formatList(items, row.locale),
        number: (value) => formatNumber(value, row.locale),
      });
      const owner: Owner = { scope: row.owner_scope, id: row.owner, name: row.owner_name };
      const id = await insert(owner, {
        case_id: caseId,
        locale: row.locale,
        company: row.company,
        contact: row.contact,
        email: row.email,
        content,
        region: row.district ? stateName(row.district.slice(0, 2)) : '',
        topics: row.topics.slice(0, MOST_TOPICS),
        refs: refsOf(row),
        programme: programmes.all.some((programme) => programme.id === row.programme) ? row.programme : null,
      });
      const theOne = id ?? (await store.storyOfCase(db, caseId))?.id;
      if (!theOne) throw new Error('a story of this case is there');
      return ok(theOne);
    },

    async openCompany(token) {
      const link = await links.open(db, COMPANY, token);
      if (typeof link === 'string') throw new HttpError(link === 'unknown' ? 404 : 410);
      return file(link.subject);
    },

    async openQuote(token) {
      const link = await links.open(db, QUOTE, token);
      if (typeof link === 'string') throw new HttpError(link === 'unknown' ? 404 : 410);
      const quote = await store.quoteById(db, link.subject);
      if (!quote) throw new HttpError(410);
      return { file: await file(quote.story_id), quoteId: quote.id };
    },

    daily: () => eraseWithdrawn(db, localDay(now())),
  };
}
