import type { PictureFault } from '#platform/picture.ts';
import type { Result } from '#platform/result.ts';
import type { AccountsService } from '#modules/accounts/index.ts';
import type { StoryHook } from '#modules/cases/index.ts';
import type { Programmes } from '#modules/programmes/index.ts';
import type { Search } from '#modules/search/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import type { Content, Part, Ref } from '../model.ts';
import type { Side, StoryFile } from '../store/stories.ts';
import type { StoryRow } from '../tables.ts';

export interface StoriesParts {
  accounts: AccountsService;
  search: Search;
  topics: Topics;
  programmes: Programmes;
}

/** `stage`: not possible from where the story stands; `changed`: somebody else changed it meanwhile. */
export type StepFault = 'stage' | 'missing' | 'noMail' | 'changed' | 'named' | 'noConsent' | 'nothingAgreed';
export type EditFault = 'withdrawn' | 'locked' | 'changed';

export interface Owner {
  scope: StoryRow['owner_scope'];
  id: string | null;
  name: string;
}
export interface Beginning {
  title: string;
  company: string;
  contact: string;
  email: string;
}
export type Facts = Pick<StoryRow, 'company' | 'contact' | 'email' | 'industry' | 'size' | 'region' | 'topics' | 'points' | 'programme'> & {
  title: string;
  summary: string;
  refs: Ref[];
};

export interface Stories {
  /** A story as a whole. @throws HttpError 404 */
  file(id: string): Promise<StoryFile>;
  begin(owner: Owner, beginning: Beginning): Promise<string>;
  /** Begins the story of a case whose company has agreed that it be told. The id of the one that is there already, if so. */
  fromCase(caseId: string): Promise<Result<string, 'noConsent'>>;
  savePart(id: string, part: Part, text: string, before: string): Promise<Result<undefined, EditFault>>;
  saveFigures(id: string, figures: Content['figures']): Promise<Result<undefined, EditFault>>;
  saveFacts(id: string, facts: Facts): Promise<Result<undefined, EditFault>>;
  savePicture(id: string, bytes: Buffer, alt: string): Promise<Result<undefined, EditFault | PictureFault>>;
  saveAlt(id: string, alt: string): Promise<Result<undefined, EditFault>>;
  removePicture(id: string): Promise<Result<undefined, EditFault>>;
  addQuote(id: string, quote: { text: string; person: string; email: string }): Promise<Result<undefined, EditFault>>;
  removeQuote(id: string, quote: string): Promise<Result<undefined, EditFault>>;
  /** Somebody has agreed on paper; where it is, is kept. */
  agreedOnPaper(id: string, quote: string, paper: string): Promise<Result<undefined, EditFault>>;
  submit(id: string): Promise<Result<undefined, StepFault>>;
  giveBack(id: string, word: string): Promise<Result<undefined, StepFault>>;
  /** Asks the company, by mail, whether this very version may be published. */
  ask(id: string): Promise<Result<undefined, StepFault>>;
  publish(id: string): Promise<Result<string, StepFault>>;
  /** Takes a story out of public and out of work, as the office or the company. */
  withdraw(id: string, side: Side, word: string): Promise<Result<undefined, StepFault>>;

  /** The story behind a company's link. @throws HttpError 404, 410 */
  openCompany(token: string): Promise<StoryFile>;
  companyPath(row: Pick<StoryRow, 'link_id'>): string;
  /** What the company agrees to, as a hash: another for any other version. */
  hashOf(file: Pick<StoryFile, 'row' | 'quotes' | 'picture'>): string;
  /** Words in the text that say who it is, by where they stand. */
  namesLeft(file: StoryFile): Promise<{ where: string; names: string[] }[]>;
  approve(id: string, hash: string, named: boolean): Promise<Result<undefined, StepFault>>;
  wish(id: string, word: string): Promise<Result<undefined, StepFault>>;
  /** The company thinks again, while the text still lies here. */
  reopen(id: string): Promise<Result<undefined, StepFault>>;
  /** What the room of cases asks of this one. */
  hook: StoryHook;

  /** Somebody's words behind their own link. @throws HttpError 404, 410 */
  openQuote(token: string): Promise<{ file: StoryFile; quoteId: string }>;
  decideQuote(storyId: string, quoteId: string, agrees: boolean): Promise<void>;

  /** Brings the search index up to date with what is public of a story. */
  reindex(id: string): Promise<void>;
  daily(): Promise<number>;
}
