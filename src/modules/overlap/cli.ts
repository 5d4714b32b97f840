import { argument, type Command, option, UsageError } from '#platform/cli.ts';
import type { Search } from '#modules/search/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import type { Relatives } from './relatives.ts';
import { overlapTexts } from './texts.ts';

interface Context {
  topics(): Topics;
  search(): Promise<Search>;
  relatives(): Promise<Relatives>;
  /** The text of a PDF, DOCX or text file. @throws Refusal */
  textOfFile(path: string): Promise<string>;
}

const MOST_TOPICS = 4;
const LONGEST_TITLE = 200;
const round = (share: number) => Math.round(share * 1000) / 1000;

/** `overlap FILE` */
export const overlapCommands: Command<Context>[] = [
  {
    name: 'overlap',
    summary: 'Shows what the network already has of a document (text, Markdown, PDF, DOCX), and which parts agree.',
    usage: '<file> [--limit <n>] [--json]',
    options: { limit: { type: 'string' }, json: { type: 'boolean' } },
    async run({ args, values, output, context }) {
      const path = argument(args, 0, 'file');
      const limit = Number(option(values, 'limit') ?? 10);
      if (!Number.isInteger(limit) || limit < 1 || limit > 50) throw new UsageError('--limit is a number from 1 to 50.');
      const text = (await context.textOfFile(path)).replaceAll('\0', '');
      const [first = '', ...rest] = text.split('\n').filter((line) => line.trim() !== '');
      const understood = (await (await context.search()).understand(text.slice(0, 4000))).topics.slice(0, MOST_TOPICS);
      const topics = context.topics();
      const relatives = await (await context.relatives()).of(
        {
          id: undefined,
          title: first.replace(/^#+\s*/, '').slice(0, LONGEST_TITLE),
          summary: '',
          body: rest.join('\n'),
          form: undefined,
          topics: understood.map(({ id }) => id),
          industries: [],
          sizes: [],
          online: true,
          reach_km: null,
          place: undefined,
        },
        limit,
      );
      const report = {
        topics: understood.map(({ id, weight }) => ({ id, label: topics.label(id, 'de'), weight: round(weight) })),
        relatives: relatives.map(({ offer, organisation, score, verdict, agreement, sharedTopics, passages }) => ({
          id: offer.id,
          kind: offer.kind,
          title: offer.title,
          organisation,
          town: offer.town,
          path: `/angebote/${offer.slug}`,
          verdict,
          score: round(score),
          agreement: Object.fromEntries(Object.entries(agreement).map(([part, share]) => [part, round(share as number)])),
          sharedTopics: sharedTopics.map((id) => topics.label(id, 'de')),
          passages,
        })),
      };
      if (values['json']) return output.out(JSON.stringify(report, null, 2));
      const t = overlapTexts('de');
      output.out(
        report.relatives
          .map((each, index) => `${index + 1}. ${each.title} (${each.organisation}): ${t.verdicts[each.verdict]}, ${each.score}`)
          .join('\n') || t.none,
      );
    },
  },
];
