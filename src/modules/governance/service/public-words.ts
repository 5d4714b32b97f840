import type { Db } from '#platform/database/index.ts';
import { type Asked, mapPage, type Page } from '#platform/lists.ts';
import { redactor } from '../model.ts';
import { marksIn } from '../personal-words.ts';
import { type Agreement, type AgreementFilter, agreementsPage, asMinuted, listAgreements } from '../store/agreements.ts';
import type { Paper } from '../store/papers.ts';
import { namesToHide } from '../store/persons.ts';

/** What stands in place of a name or an address that nobody has looked at. */
const HIDDEN = '[…]';

/** A text without what names somebody or says where they are: of whomever we do not know, too. */
function withoutMarks(text: string): string {
  let result = '';
  let at = 0;
  for (const { kind, start, end } of marksIn(text)) {
    if (kind === 'health') continue; // without a name it says something of the work, not of a person
    result += text.slice(at, start) + HIDDEN;
    at = end;
  }
  return result + text.slice(at);
}

/**
 * Texts as everybody may read them: names of people who did not agree give way to their organisation, other names and
 * addresses to dots. For what is public without a person having looked at each word.
 */
export async function publicWords(db: Db): Promise<(text: string) => string> {
  const redact = redactor(await namesToHide(db));
  return (text) => withoutMarks(redact(text));
}

/** Decisions that stand, in words for everybody; what is still being drafted is not among them. */
export async function publicDecisions(db: Db, filter: Omit<AgreementFilter, 'kind' | 'isSettled'>): Promise<Agreement[]> {
  const words = await publicWords(db);
  return (await listAgreements(db, { ...filter, ...STANDING })).map((decision) => readable(decision, words));
}

const STANDING = { kind: 'decision', isSettled: true, isKept: true } as const;

function readable(decision: Agreement, words: (text: string) => string): Agreement {
  const minuted = asMinuted(decision);
  return { ...minuted, text: words(minuted.text) };
}

/** The same as a list, the newest first. */
export async function publicDecisionsPage(
  db: Db,
  filter: Omit<AgreementFilter, 'kind' | 'isSettled'>,
  asked: Asked,
): Promise<Page<Agreement>> {
  const words = await publicWords(db);
  return mapPage(await agreementsPage(db, { ...filter, ...STANDING, newestFirst: true }, asked), (decision) => readable(decision, words));
}

/** A paper as everybody may read it, all its versions and the notes of its way. */
export function publicPaper(paper: Paper, words: (text: string) => string): Paper {
  return {
    ...paper,
    title: words(paper.title),
    versions: paper.versions.map((version) => ({ ...version, text: words(version.text), who: words(version.who) })),
    consultations: paper.consultations.map((each) => ({
      ...each,
      note: words(each.note),
      condition: words(each.condition),
      question: words(each.question),
    })),
  };
}
