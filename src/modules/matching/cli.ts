import { type Command, option, Refusal, UsageError } from '#platform/cli.ts';
import { type Places, placeLabel, placeLabelWithDistrict } from '#reference/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { type Matching, reasonText, widenedText } from './service.ts';

interface Context {
  topics(): Topics;
  places(): Places;
  matching(): Promise<Matching>;
  today(): string;
}

const KINDS = { offer: ['offer'], person: ['consultant', 'pilot'] } as const;

/** `match --text … --plz …` */
export const matchCommands: Command<Context>[] = [
  {
    name: 'match',
    summary: 'Finds offers and people for a need in somebody’s own words.',
    usage:
      '--text <sentence> [--plz <postal code or place>] [--topic <id>]… [--industry <WZ section>] [--kind offer|person] [--free] [--online] [--limit <n>] [--json]',
    options: {
      text: { type: 'string' },
      plz: { type: 'string' },
      topic: { type: 'string', multiple: true },
      industry: { type: 'string' },
      kind: { type: 'string' },
      free: { type: 'boolean' },
      online: { type: 'boolean' },
      limit: { type: 'string' },
      json: { type: 'boolean' },
    },
    async run({ values, output, context }) {
      const text = option(values, 'text') ?? '';
      const topicIds = (Array.isArray(values['topic']) ? values['topic'] : []).map(String);
      if (text === '' && topicIds.length === 0) throw new UsageError('--text <sentence> or --topic <id> is missing.');
      if (text.length > 500) throw new Refusal('--text: at most 500 characters.');
      const topics = context.topics();
      const unknown = topicIds.find((id) => !topics.get(id));
      if (unknown !== undefined) throw new Refusal(`There is no topic "${unknown}".`);
      const kind = option(values, 'kind');
      if (kind !== undefined && kind !== 'offer' && kind !== 'person') throw new UsageError('--kind is offer or person.');
      const limit = Number(option(values, 'limit') ?? 10);
      if (!Number.isInteger(limit) || limit < 1 || limit > 60) throw new UsageError('--limit is a number from 1 to 60.');
      const wished = option(values, 'plz');
      const answer = wished === undefined ? undefined : context.places().find(wished);
      if (answer?.kind === 'unknown') {
        const near = answer.near.map((place) => placeLabel(place)).join(', ');
        throw new Refusal(`The place "${wished}" is not known.${near ? ` Near ones: ${near}.` : ''}`);
      }
      if (answer?.kind === 'ambiguous')
        throw new Refusal(`"${wished}" is ambiguous: ${answer.choices.map(placeLabelWithDistrict).join('; ')}.`);
      const result = await (await context.matching()).match({
        text: text.replaceAll('\0', ''),
        topics: topicIds,
        place: answer?.place,
        industry: option(values, 'industry'),
        kinds: kind ? KINDS[kind] : undefined,
        online: values['online'] === true,
        onSite: false,
        free: values['free'] === true,
        language: undefined,
        today: context.today(),
      });
      const place = answer?.place;
      const report = {
        place: place
          ? { postalCode: place.postalCode ?? null, name: place.name, district: place.district.name, lat: place.lat, lon: place.lon }
          : null,
        topics: result.understood.map(({ id, weight, phrase }) => ({
          id,
          label: topics.label(id, 'de'),
          weight: Number(weight.toFixed(2)),
          phrase,
        })),
        hits: result.hits.slice(0, limit).map(({ candidate, score, reasons }) => ({
          id: candidate.id,
          kind: candidate.kind,
          title: candidate.title,
          summary: candidate.summary,
          organisation: candidate.organisation,
          topics: candidate.topics.map((id) => topics.label(id, 'de')),
          distanceKm: candidate.distance_km === null ? null : Math.round(candidate.distance_km),
          score,
          reasons: reasons.map((reason) => reasonText(reason, topics, 'de')),
        })),
        widened: widenedText(result.widened, topics, 'de'),
      };
      if (values['json']) return output.out(JSON.stringify(report, null, 2));
      output.out(
        [
          ...(report.widened ? [report.widened, ''] : []),
          ...report.hits.map(
            (hit, index) => `${index + 1}. ${hit.title} (${hit.organisation || hit.kind}, ${hit.score})\n   ${hit.reasons.join('; ')}`,
          ),
        ].join('\n') || 'Nothing was found.',
      );
    },
  },
];
