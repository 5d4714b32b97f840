import { plusDays } from '#platform/days.ts';
import { createHash } from 'node:crypto';
import { currentActor } from '#platform/actor.ts';
import { localDay } from '#platform/clock.ts';
import { type Db, inTransaction, type Trx } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { mailKey } from '#platform/mail/index.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { slugify } from '#platform/slug.ts';
import { holdersOf } from '#modules/accounts/index.ts';
import { caseOf } from '#modules/cases/index.ts';
import { stageAfter, canonical, missingIn, type Step, versionOf, wordsOf } from '../model.ts';
import { namesCompany, namesIn } from '../names.ts';
import { publishVersion, unpublish, unpublishQuote } from '../store/public.ts';
import * as store from '../store/stories.ts';
import type { StoryRow } from '../tables.ts';
import { storiesTexts } from '../texts.ts';
import type { Stories, StoriesParts, StepFault } from './parts.ts';

export const COMPANY = 'story-company';
/** How long a withdrawn story still lies here, for a company that thinks again. */
const ERASE_DAYS = 30;
const ROLES = ['organisationEditor', 'organisationCoordinator', 'consultant', 'networkCoordinator'] as const;
const NO_APPROVAL = { approved_hash: null, approved_named: null, approved_at: null } as const;

type Publishing = Pick<
  Stories,
  | 'submit'
  | 'giveBack'
  | 'ask'
  | 'publish'
  | 'withdraw'
  | 'companyPath'
  | 'hashOf'
  | 'namesLeft'
  | 'approve'
  | 'wish'
  | 'reopen'
  | 'hook'
  | 'decideQuote'
>;
type Values = Parameters<typeof store.changeStory>[4];

/** The way of a story between those who write, the office, the company and the public. */
export function createPublishing(
  { db, clock, links, mailer, jobs, config }: Services,
  { accounts }: StoriesParts,
  reindex: Stories['reindex'],
): Publishing {
  const now = () => clock.now();
  const companyPath: Stories['companyPath'] = (row) => `/geschichte/${links.token(COMPANY, row.link_id)}`;
  const hashOf: Stories['hashOf'] = (file) =>
    createHash('sha256')
      .update(canonical(versionOf(store.storyOf(file), false)))
      .digest('hex');

  async function fileIn(trx: Db, id: string): Promise<store.StoryFile> {
    const file = await store.storyFile(trx, id);
    if (!file) throw new HttpError(404);
    return file;
  }
  async function tell(trx: Db, users: readonly string[], title: string, path: string): Promise<void> {
    for (const userId of users) await accounts.notify.tell({ userId, kind: 'review', title, path }, trx);
  }
  const writers = (trx: Db, row: StoryRow) => (row.owner ? holdersOf(trx, [...ROLES], row.owner) : holdersOf(trx, ['office'], null));
  const office = (trx: Db) => holdersOf(trx, ['office'], null);
  const path = (row: Pick<StoryRow, 'id'>) => `/geschichtenwerkstatt/${row.id}`;
  const titleOf = (row: Pick<StoryRow, 'content'>) => row.content.title || storiesTexts('de').untitled;

  /** One step on the way: locked, checked, noted. `check` names what speaks against it. */
  async function take<Value>(
    id: string,
    step: Step,
    side: store.Side,
    check: (file: store.StoryFile, trx: Db) => Promise<StepFault | { values: Values; result: Value; follow?: () => Promise<unknown> }>,
    detail = '',
  ): Promise<Result<Value, StepFault>> {
    const done = await store.onStory(db, id, async (trx, row): Promise<Result<Value, StepFault>> => {
      const to = stageAfter(row.stage, step);
      if (!to) return refused('stage');
      const answer = await check(await fileIn(trx, id), trx);
      if (typeof answer === 'string') return refused(answer);
      await store.changeStory(trx, row, side, `story.${step}`, { ...answer.values, stage: to, updated_at: now() });
      const who = side === 'company' ? row.company || row.contact : currentActor().name;
      await store.noteStory(trx, id, { at: now(), kind: step, who, detail });
      await answer.follow?.();
      return ok(answer.result);
    });
    if (!done) throw new HttpError(404);
    return done;
  }

  /** What tells the world, or stops telling it: other rooms follow the event, the search at once. */
  const announce = (trx: Db, id: string, what: 'published' | 'hidden') =>
    jobs.publish(trx as unknown as Trx, { type: `content.${what}`, subject: id, payload: { kind: 'story' } });

  async function mailCompany(trx: Db, row: StoryRow, role: string, subject: string, words: string[]): Promise<void> {
    if (row.email === '') return;
    const t = storiesTexts(row.locale).mail;
    await mailer.queue(trx as unknown as Trx, mailKey(row.id, `${role} ${now().toISOString()}`), {
      to: row.email,
      locale: row.locale,
      about: `/geschichtenwerkstatt/${row.id}`,
      subject,
      text: [t.greeting(row.contact), ...words, t.closing].join('\n\n'),
    });
  }

  /** Nothing of a story may be read any more; for a while it lies here, then it is erased. */
  async function takeOut(trx: Db, row: StoryRow): Promise<Values> {
    if (await unpublish(trx, row.id)) await announce(trx, row.id, 'hidden');
    return { ...NO_APPROVAL, stage: 'withdrawn', erase_on: plusDays(localDay(now()), ERASE_DAYS) };
  }

  const namesLeft: Stories['namesLeft'] = async ({ row, quotes }) => {
    const ofCase = row.case_id ? await caseOf(db, row.case_id) : undefined;
    const people = [row.contact, ...(ofCase ? [ofCase.row.contact, ...ofCase.people.map((person) => person.name)] : [])];
    return wordsOf(row.content, quotes)
      .map(({ where, text }) => ({ where, names: namesIn(text, { company: row.company, people }) }))
      .filter(({ names }) => names.length > 0);
  };

  /** The consent to tell a case's story was taken back. */
  async function consentTaken(trx: Db, caseId: string): Promise<() => Promise<void>> {
    const known = await store.storyOfCase(trx, caseId);
    const row = known && (await store.lockStory(trx, known.id));
    if (!row || row.stage === 'withdrawn') return async () => {};
    await store.changeByRule(trx, row.id, { ...(await takeOut(trx, row)), updated_at: now() });
    await store.noteStory(trx, row.id, { at: now(), kind: 'withdraw', who: row.company || row.contact });
    await tell(
      trx,
      [...new Set([...(await writers(trx, row)), ...(await office(trx))])],
      storiesTexts('de').notices.withdrawn(titleOf(row)),
      path(row),
    );
    return () => reindex(row.id);
  }

  return {
    companyPath,
    hashOf,
    namesLeft,

    submit: (id) =>
      take(id, 'submit', 'writer', async (file, trx) => {
        if (!store.mayWrite(file.row)) throw new HttpError(403);
        if (missingIn(store.storyOf(file)).length > 0) return 'missing';
        const follow = async () => tell(trx, await office(trx), storiesTexts('de').notices.submitted(titleOf(file.row)), path(file.row));
        return { values: { word: '' }, result: undefined, follow };
      }),

    giveBack: (id, word) =>
      take(
        id,
        'return',
        'editor',
        async ({ row }, trx) => {
          const follow = async () => tell(trx, await writers(trx, row), storiesTexts('de').notices.returned(titleOf(row)), path(row));
          return { values: { word, ...NO_APPROVAL }, result: undefined, follow };
        },
        word,
      ),

    ask: (id) =>
      take(id, 'ask', 'editor', async (file, trx) => {
        const { row } = file;
        if (missingIn(store.storyOf(file)).length > 0) return 'missing';
        if (row.email === '') return 'noMail';
        const t = storiesTexts(row.locale).mail;
        await mailCompany(trx, row, 'ask', t.askSubject, [t.ask, `${config.publicUrl}${companyPath(row)}`, t.askFree]);
        return { values: { asked_at: now(), word: '', ...NO_APPROVAL }, result: undefined };
      }),

    approve: (id, hash, named) =>
      take(id, 'approve', 'company', async (file, trx) => {
        if (hashOf(file) !== hash) return 'changed';
        if (!named && wordsOf(file.row.content, file.quotes).some(({ text }) => namesCompany(text, file.row.company))) return 'named';
        const follow = async () => tell(trx, await office(trx), storiesTexts('de').notices.approved(titleOf(file.row)), path(file.row));
        return { values: { approved_hash: hash, approved_named: named, approved_at: now(), word: '' }, result: undefined, follow };
      }),

    wish: (id, word) =>
      take(
        id,
        'wish',
        'company',
        async ({ row }, trx) => {
          const follow = async () => tell(trx, await office(trx), storiesTexts('de').notices.wish(titleOf(row)), path(row));
          return { values: { word, ...NO_APPROVAL }, result: undefined, follow };
        },
        word,
      ),

    async publish(id) {
      const done = await take(id, 'publish', 'editor', async (file, trx) => {
        const { row } = file;
        if (row.approved_hash === null) return 'nothingAgreed';
        if (hashOf(file) !== row.approved_hash) return 'changed';
        if (row.case_id && !(await caseOf(trx, row.case_id))?.row.story_consent) return 'noConsent';
        const version = versionOf(store.storyOf(file), row.approved_named === true);
        const slug = await publishVersion(trx, id, slugify(version.title), version, now());
        await announce(trx, id, 'published');
        const t = storiesTexts(row.locale).mail;
        const [page, own] = [`${config.publicUrl}/geschichten/${slug}`, `${config.publicUrl}${companyPath(row)}`];
        await mailCompany(trx, row, 'published', t.publishedSubject, [t.published, page, t.publishedFree, own]);
        return { values: {}, result: slug };
      });
      if (done.ok) await reindex(id);
      return done;
    },

    async withdraw(id, side, word) {
      const done = await take(
        id,
        'withdraw',
        side,
        async ({ row }, trx) => {
          const values = await takeOut(trx, row);
          const users = side === 'company' ? [...(await writers(trx, row)), ...(await office(trx))] : await writers(trx, row);
          const follow = () => tell(trx, [...new Set(users)], storiesTexts('de').notices.withdrawn(titleOf(row)), path(row));
          return { values: { ...values, word }, result: undefined, follow };
        },
        word,
      );
      if (done.ok) await reindex(id);
      return done;
    },

    reopen: (id) =>
      take(id, 'reopen', 'company', async (file, trx) => {
        if (file.row.case_id && !(await caseOf(trx, file.row.case_id))?.row.story_consent) return 'noConsent';
        return { values: { erase_on: null, asked_at: now() }, result: undefined };
      }),

    hook: {
      async of(caseId) {
        const row = await store.storyOfCase(db, caseId);
        return row && { id: row.id, companyPath: companyPath(row) };
      },
      taken: consentTaken,
    },
    async decideQuote(storyId, quoteId, agrees) {
      await inTransaction(db, async (trx) => {
        const row = await store.lockStory(trx, storyId);
        const quote = await store.quoteById(trx, quoteId);
        if (!row || !quote) throw new HttpError(404);
        if (!agrees) {
          // Their words are theirs: gone from the public page at once, and from here.
          if (await unpublishQuote(trx, storyId, quoteId)) await announce(trx, storyId, 'published');
          await store.removeQuote(trx, row, quoteId);
        } else await store.saveConsent(trx, row, quoteId, { consent: 'given', consent_at: now() });
        // Either way the version that the company agreed to is another one now, unless it is public: taking out is always allowed.
        if (row.stage === 'approved' || (agrees && row.stage === 'published'))
          await store.changeByRule(trx, storyId, { ...NO_APPROVAL, stage: row.stage === 'approved' ? 'approval' : 'editing' });
        await store.noteStory(trx, storyId, { at: now(), kind: agrees ? 'quoteGiven' : 'quoteRefused', who: quote.person });
        await tell(trx, await writers(trx, row), storiesTexts('de').notices.quote(titleOf(row), agrees), path(row));
      });
      await reindex(storyId);
    },
  };
}
