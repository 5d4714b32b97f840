import { addDays } from '#platform/clock.ts';
import type { Db } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { newId } from '#platform/ids.ts';
import { mailKey } from '#platform/mail/index.ts';
import { cleanPicture } from '#platform/picture.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import type { Trx } from '#platform/database/index.ts';
import { afterEdit } from '../model.ts';
import * as store from '../store/stories.ts';
import type { StoryRow } from '../tables.ts';
import { storiesTexts } from '../texts.ts';
import type { EditFault, Stories } from './parts.ts';

const QUOTE_DAYS = 365 * 3;
export const QUOTE = 'story-quote';

type Editing = Pick<
  Stories,
  'savePart' | 'saveFigures' | 'saveFacts' | 'savePicture' | 'saveAlt' | 'removePicture' | 'addQuote' | 'removeQuote' | 'agreedOnPaper'
>;

/** What people who write and edit change in a story. Whatever they change, an agreement to another version is void. */
export function createEditing({ db, clock, links, mailer, config }: Services): Editing {
  const now = () => clock.now();

  /** Runs a change on a story that may be changed by whoever acts. */
  async function edit(
    id: string,
    work: (trx: Db, row: StoryRow) => Promise<Parameters<typeof store.changeStory>[4] | EditFault>,
  ): Promise<Result<undefined, EditFault>> {
    const done = await store.onStory(db, id, async (trx, row): Promise<Result<undefined, EditFault>> => {
      if (!store.mayWrite(row)) throw new HttpError(403);
      const stage = afterEdit(row.stage);
      if (!stage) return refused('withdrawn');
      if (row.stage !== 'writing' && !store.mayPublish()) return refused('locked');
      const values = await work(trx, row);
      if (typeof values === 'string') return refused(values);
      await store.changeStory(trx, row, 'writer', 'story.changed', {
        ...values,
        stage,
        updated_at: now(),
        approved_hash: null,
        approved_named: null,
        approved_at: null,
      });
      return ok(undefined);
    });
    if (!done) throw new HttpError(404);
    return done;
  }

  async function askPerson(trx: Db, row: StoryRow, quote: { id: string; link: string; email: string }): Promise<void> {
    const t = storiesTexts(row.locale).mail;
    const url = `${config.publicUrl}/zitat/${links.token(QUOTE, quote.link)}`;
    await mailer.queue(trx as unknown as Trx, mailKey(quote.id, 'quote'), {
      to: quote.email,
      locale: row.locale,
      about: `/geschichtenwerkstatt/${row.id}`,
      subject: t.quoteSubject,
      text: [t.hello, t.quote(row.owner_name), url, t.quoteFree, t.closing].join('\n\n'),
    });
  }

  return {
    savePart: (id, part, text, before) =>
      edit(id, async (_, row) => {
        // Whoever saves has seen what stands there; otherwise two would overwrite each other.
        if (row.content.parts[part] !== before && row.content.parts[part] !== text) return 'changed';
        return { content: JSON.stringify({ ...row.content, parts: { ...row.content.parts, [part]: text } }) };
      }),
    saveFigures: (id, figures) => edit(id, async (_, row) => ({ content: JSON.stringify({ ...row.content, figures }) })),
    saveFacts: (id, { title, summary, refs, ...facts }) =>
      edit(id, async (_, row) => ({ ...facts, refs: JSON.stringify(refs), content: JSON.stringify({ ...row.content, title, summary }) })),

    async savePicture(id, bytes, alt) {
      const picture = await cleanPicture(bytes);
      if (!picture.ok) return picture;
      return edit(id, async (trx, row) => {
        await store.savePicture(trx, row, { ...picture.value, story_id: row.id, id: newId(now().getTime()), alt, added_at: now() });
        return {};
      });
    },
    saveAlt: (id, alt) =>
      edit(id, async (trx, row) => {
        await store.saveAlt(trx, row, alt);
        return {};
      }),
    removePicture: (id) =>
      edit(id, async (trx, row) => {
        await store.removePicture(trx, row);
        return {};
      }),

    addQuote: (id, { text, person, email }) =>
      edit(id, async (trx, row) => {
        const quote = newId(now().getTime());
        const link = email === '' ? null : await links.create(trx, QUOTE, quote, addDays(now(), QUOTE_DAYS));
        await store.insertQuote(trx, row, { id: quote, story_id: row.id, text, person, email, consent: 'open', link_id: link });
        if (link) await askPerson(trx, row, { id: quote, link, email });
        return {};
      }),
    removeQuote: (id, quote) =>
      edit(id, async (trx, row) => {
        await store.removeQuote(trx, row, quote);
        return {};
      }),
    agreedOnPaper: (id, quote, paper) =>
      edit(id, async (trx, row) => {
        await store.saveConsent(trx, row, quote, { consent: 'given', consent_at: now(), paper });
        return {};
      }),
  };
}
