import type { Db } from '#platform/database/index.ts';
import { permit } from '#modules/accounts/index.ts';
import type { Version } from '../model.ts';
import type { StoriesTables } from '../tables.ts';

const tables = (db: Db) => db.withTables<StoriesTables>();

export interface DemoStory {
  id: string;
  link: string;
  slug: string;
  version: Version;
  published: Date;
}

/** Invented stories, public at once: nobody had to agree. */
export async function insertDemoStories(db: Db, stories: readonly DemoStory[]): Promise<void> {
  permit('data.import');
  for (const { id, link, slug, version, published } of stories) {
    const { title, summary, parts, figures, quotes, picture: _, refs, company: __, ...facts } = version;
    await tables(db)
      .insertInto('stories.story')
      .values({
        id,
        owner_scope: null,
        owner: null,
        owner_name: 'Demo',
        case_id: null,
        company: '',
        contact: '',
        email: '',
        content: JSON.stringify({ title, summary, parts, figures }),
        refs: JSON.stringify(refs),
        stage: 'published',
        link_id: link,
        created_at: published,
        updated_at: published,
        demo: true,
        ...facts,
      })
      .execute();
    if (quotes.length > 0)
      await tables(db)
        .insertInto('stories.quote')
        .values(quotes.map((quote) => ({ ...quote, story_id: id, email: '', consent: 'given', consent_at: published, link_id: null })))
        .execute();
    await tables(db)
      .insertInto('stories.published')
      .values({ story_id: id, slug, version: JSON.stringify(version), published_at: published })
      .execute();
  }
}

export async function removeDemoStories(db: Db): Promise<void> {
  await tables(db).deleteFrom('stories.story').where('demo', '=', true).execute();
}
