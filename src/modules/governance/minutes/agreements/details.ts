import { squeeze } from '../blocks.ts';
import { type DueContext, findDue } from '../dates.ts';
import type { Mention, Roster } from '../roster.ts';
import type { AgreementKind } from '../schema.ts';
import type { Found } from './found.ts';
import { findResponsible } from './responsible.ts';

export interface Reading {
  roster: Roster;
  due: DueContext;
  /** The body that met: nothing is referred to itself. */
  body: string | null;
}

const REFERRAL =
  /(?:verw[ie]+[es]\w*|vor(?:ge)?leg\w*|vorzulegen|legt\b|zuleit\w*|zugeleit\w*|weiterleit\w*|weitergeleit\w*|weitergegeben|weiterzugeben|überw[ie]+s\w*|eingebracht|einzubringen|einbring\w*|bringt\b|behand\w+|beschl(?:oss|ieß|uss|uß)\w*|entsch(?:eid|ied)\w*|klär\w*|berat(?:en|ung)\w*|diskutier\w*|stellt\b.*\bvor\b|zur (?:Entscheidung|Beschlussfassung|Klärung|Freigabe|Beratung|Abstimmung|Kenntnis)|Freigabe|freigegeben|abgestimmt|vorgestellt|vorstell\w*|unterbreite\w*|empf(?:iehlt|ahl|ehl)\w*|übergeben|übermittelt|Tagesordnung)/i;
const FEMININE = /(?:AG|gruppe|kommission|versammlung|konferenz|Arbeitsgruppe|Kommission)\b/i;
const TOWARDS = /(?:\b(?:an|im|ins|in|vom|beim|zum|zur|dem|durch)\s+(?:de[nmr]\s+|das\s+|die\s+)?|\b(?:dem|des|den)\s+)$/i;

/** Other bodies that a matter is handed to: named with a direction, in words that hand something over. */
function referrals(text: string, mentions: readonly Mention[], own: string | null): string[] {
  if (!REFERRAL.test(text)) return [];
  const bodies: string[] = [];
  const base = (name: string) =>
    name
      .replace(/^(?:[Dd](?:ie|er|as|en|em)) /, '')
      .replace(/(kreis|ausschuss|rat|präsidium|plenum|gremium|beirat|vorstand)e?s$/i, '$1')
      .replace(/(team|forum)s$/i, '$1');
  for (const mention of mentions) {
    if (mention.kind !== 'body' && !(mention.kind === 'role' && /^(?:Vorstand|Präsidium)/i.test(mention.name))) continue;
    const written = text.slice(mention.start, mention.end);
    const before = text.slice(Math.max(0, mention.start - 20), mention.start);
    const hasArticle = /^(?:[Dd](?:em|en|er|as|ie))\s/.test(written);
    const isPossessive =
      /\b(?:Partner|Mitglied(?:er|ern)?|Protokoll|Sitzung(?:en)?|Leitung|Vertreter\S*|Ergebnis(?:se)?|Vorschlag|Bericht|Wunsch)\s+$/i.test(
        before + (hasArticle ? '' : ''),
      ) && /^(?:des|der)\s/.test(written);
    if (isPossessive || /\b(?:Partner|Mitglied(?:er|ern)?|Vertreter\S*|Protokoll|Bericht) de[sr]\s+$/i.test(before)) continue;
    const directed =
      TOWARDS.test(before) ||
      (hasArticle && /\b(?:an|in|durch)\s+$/i.test(before)) ||
      /^(?:[Dd]em|[Dd]en)\s/.test(written) ||
      (/^[Dd]er\s/.test(written) && FEMININE.test(written));
    if (!directed) continue;
    // "Der Strategiekreis findet statt": it acts itself, nothing is handed to it.
    if (/^[Dd](?:er|ie|as)\s/.test(written) && (mention.start === 0 || /\bdass\s+$/.test(before))) continue;
    const name = base(mention.name);
    if (own && (own.includes(name) || name.includes(own))) continue;
    if (!bodies.includes(name)) bodies.push(name);
  }
  return bodies;
}

const CONDITIONS = [
  /\b(bei (?:positive[rmn]?|zustimmende[rmn]?|entsprechende[rmn]?|erfolgreiche[rmn]?|ausreichende[rmn]?|Zustimmung|Bedarf|Einverständnis|Vorliegen|Genehmigung|Bewilligung|Erfolg)(?: [^.;,]{2,90}?)?)(?=\s+(?:im|in der|in den|am|bis|soll|wird|werden|kann|dem|an)\b|[.,;]|$)/iu,
  /\b((?:nur )?(?:sofern|falls|wenn|soweit|vorausgesetzt,?)\s[^.;]{3,140}?)(?=[.;,]|$)/iu,
  /\b(vorbehaltlich [^.;]{3,120}?)(?=\s+(?:im|bis|soll|wird|werden|kann)\b|[.;,]|$)/iu,
  /\b(unter (?:dem Vorbehalt|Vorbehalt|der (?:Voraussetzung|Bedingung|Maßgabe))[^.;]{2,140}?)(?=[.;]|$)/iu,
  /\b((?:abhängig von|je nach) [^.;]{3,120}?)(?=[.;,]|$)/iu,
];

function conditionOf(text: string): string | null {
  for (const pattern of CONDITIONS) {
    const match = pattern.exec(text);
    if (match) return squeeze(match[1] ?? '');
  }
  return null;
}

const CONFIDENCE = { field: 0.97, arrow: 0.95, brackets: 0.93, prefix: 0.93, subject: 0.9, asked: 0.9, agent: 0.88 } as const;

/** Who recommends does not act; somebody does only where the words name them behind "dass" or as the one responsible. */
function addressee(text: string, roster: Roster): ReturnType<typeof findResponsible> {
  const found = findResponsible(text, roster);
  return found.way === 'subject' ? { names: [], way: 'subject' } : found;
}

/** Everything about one agreement that its words say. */
export function describe(
  raw: {
    text: string;
    start: number;
    end: number;
    kind: AgreementKind;
    agendaItem: string | null;
    reason: string;
    base: number;
    isListed?: boolean;
    isLoose?: boolean;
  },
  reading: Reading,
  given: { responsible?: string[]; due?: Pick<Found, 'due' | 'dueText'> | null } = {},
): Found {
  const text = squeeze(raw.text);
  const who = given.responsible
    ? { names: given.responsible, way: 'field' as const }
    : raw.kind === 'recommendation'
      ? addressee(text, reading.roster)
      : findResponsible(text, reading.roster);
  // A body that decides is not the one that acts.
  if (raw.kind === 'decision' && reading.body !== null) who.names = who.names.filter((name) => !reading.body?.includes(name));
  const condition = conditionOf(text);
  const due = given.due ?? findDue(condition ? text.replace(condition, '') : text, reading.due, raw.kind === 'task' ? 'task' : 'sentence');
  const confidence = who.names.length > 0 ? Math.min(raw.base, CONFIDENCE[who.way]) : raw.base - 0.15;
  // What is decided may speak of days without being due on them.
  const isDeadline =
    raw.kind !== 'decision' ||
    given.due !== undefined ||
    /^(?:bis|spätestens|innerhalb|binnen|innert|vor|Ende|zum|KW|zeitnah|umgehend|ab sofort|Termin|Frist|fällig)/i.test(due?.dueText ?? '');
  return {
    kind: raw.kind,
    text,
    agendaItem: raw.agendaItem,
    responsible: who.names,
    due: isDeadline ? (due?.due ?? null) : null,
    dueText: isDeadline ? (due?.dueText ?? null) : null,
    referredTo: referrals(text, reading.roster.mentions(text), reading.body),
    condition,
    start: raw.start,
    end: raw.end,
    confidence: Math.round(confidence * 100) / 100,
    reason: raw.reason,
    isListed: raw.isListed ?? false,
    isLoose: raw.isLoose ?? false,
  };
}
