/** What a case can lend to a story: facts and agreed goals, and nothing that says who it was. Pure. */
import { EMPTY_CONTENT, type Content } from './model.ts';
import { type Known, withoutNames } from './names.ts';

export interface CaseMaterial {
  known: Known;
  /** Names of its topics, the main one first. */
  topics: readonly string[];
  /** Goals that the company agreed to, with whether they were reached. */
  goals: readonly { text: string; reached: 'yes' | 'partly' | 'no' | null }[];
  /** Names of the phases that were gone through. */
  phases: readonly string[];
  sessions: number;
  hours: number;
}

export interface CaseWords {
  title(topic: string): string;
  about(topics: string): string;
  agreed: string;
  phases(list: string): string;
  reached: string;
  effort: string;
  sessions(count: number, hours: string): string;
  list(items: readonly string[]): string;
  number(value: number): string;
}

const MOST_TITLE = 120;

/** A beginning for the story of a case. Notes of sessions, names, and what people said stay where they are. */
export function contentFrom({ known, topics, goals, phases, sessions, hours }: CaseMaterial, words: CaseWords): Content {
  const points = (some: CaseMaterial['goals']) =>
    some.map((goal) => `- ${withoutNames(goal.text, known).replaceAll(/\s+/g, ' ')}`).join('\n');
  const reached = goals.filter((goal) => goal.reached === 'yes');
  const [first] = topics;
  return {
    ...EMPTY_CONTENT,
    title: first ? words.title(first).slice(0, MOST_TITLE) : '',
    parts: {
      ...EMPTY_CONTENT.parts,
      start: [topics.length > 0 ? words.about(words.list(topics)) : '', goals.length > 0 ? `${words.agreed}\n${points(goals)}` : '']
        .filter(Boolean)
        .join('\n\n'),
      way: phases.length > 0 ? words.phases(words.list(phases)) : '',
      result: reached.length > 0 ? `${words.reached}\n${points(reached)}` : '',
    },
    figures: sessions > 0 ? [{ label: words.effort, before: '', after: words.sessions(sessions, words.number(hours)) }] : [],
  };
}
