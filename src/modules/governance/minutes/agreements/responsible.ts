import { squeeze } from '../blocks.ts';
import type { Mention, Roster } from '../roster.ts';

/** Verbs in front of or behind which the one stands who is to act. */
const AND = /^\s*(?:,|und|sowie|&|\/|bzw\.|oder|u\.)\s*(?:und\s+)?$/;
const NOT_SUBJECT =
  /(?:\b(?:mit|für|an|bei|über|gegenüber|zu|zum|zur|gegen|auf|nach|aus|vom|beim|ohne|per|um|wie|statt|anstelle|in|im|neben|zwischen|unter|vor|hinter)|\b(?:von|der|des|den|dem))\s*$/i;
const BY =
  /(?:\b(?:durch|von|seitens|vonseiten|über)|verantwortlich(?: ist| sind)?:?|zuständig(?: ist| sind)?:?|federführend:?|Federführung:?|Wer:|V:|Verantw\.:?|Zust\.:?|Verantwortung:|Lead:|@)\s*$/i;
const ASKS = /(?:bitte(?:t|n|te|ten)|(?<!\p{L})bat(?:en)?|beauftragt(?:e|en)?|ersucht(?:e|en)?)\s*$/iu;

interface Group {
  names: string[];
  kinds: Mention['kind'][];
  start: number;
  end: number;
}

/** Mentions joined by "und" or a comma are one group. */
function groupsOf(text: string, mentions: readonly Mention[]): Group[] {
  const groups: Group[] = [];
  for (const mention of mentions) {
    // "(BMAS)" behind a name says where somebody comes from.
    if (/\(\s*$/.test(text.slice(Math.max(0, mention.start - 3), mention.start)) && /^\s*\)/.test(text.slice(mention.end))) continue;
    const last = groups.at(-1);
    const between = last ? text.slice(last.end, mention.start).replace(/^\s*\([^)]{0,60}\)/, '') : '';
    if (last && AND.test(between)) {
      last.names.push(mention.name);
      last.kinds.push(mention.kind);
      last.end = mention.end;
    } else groups.push({ names: [mention.name], kinds: [mention.kind], start: mention.start, end: mention.end });
  }
  return groups;
}

export interface ResponsibleFound {
  names: string[];
  /** How it was found; the surer the way, the higher the confidence. */
  way: 'field' | 'arrow' | 'prefix' | 'brackets' | 'subject' | 'agent' | 'asked';
}

const unique = (names: readonly string[]) => [...new Set(names)];

/** Names in a field of their own: "Krämer, Geschäftsstelle", "SK/JP". What is no known name stays as it is written. */
export function namesInField(text: string, roster: Roster): string[] {
  const names: string[] = [];
  for (const part of squeeze(text).split(/\s*(?:[,;/&+\n]|\bund\b|\bsowie\b|\bmit\b)\s*/u)) {
    const name = squeeze(part.replace(/\([^)]*\)/g, ''))
      .replace(/^[@-]\s*/, '')
      .replace(/[.:]$/, '');
    if (name === '' || /^(?:[-–—?]|offen|n\.?n\.?|tbd|alle gemeinsam|noch offen|wird geklärt|unklar|keine[rn]?)$/i.test(name)) continue;
    names.push(
      roster.resolve(name) ??
        (roster.mentions(name).length === 1 && roster.mentions(name)[0]?.end === name.length
          ? (roster.mentions(name)[0]?.name ?? name)
          : name.replace(/^(?:[Dd](?:ie|er|as)) /, '')),
    );
  }
  return unique(names);
}

const FIELD =
  /(?:verantwortlich(?:e[rn]?|keit)?|zuständig(?:keit)?|Verantw\.|Zust\.|Wer|Federführung|federführend|Umsetzung|Bearbeitung|Durchführung|Erledigung)(?: ist| sind)?\s?:\s*([^;\n).|]{2,80}?)(?=\s*(?:[;).|]|,\s*(?:bis|Termin|Frist|Wann|fällig|spätestens)|\s(?:bis|Termin|Frist|Wann|fällig)\b|$))/iu;
const ARROW = /(?:→|=>|->|➔|➢|⇒)\s*(?!\s)([^→=>;\n]{2,80})$/u;
const BRACKETS = /\(([^()]{2,80})\)\s*[.;]?\s*$/u;
/** "Zahlen liefern – Krämer – 23.10." */
const SUFFIX = /\s[–—|-]\s*([^–—|]{2,60}?)(?:\s[–—|-]\s*[^–—|]{2,40})?$/u;
const PREFIX = /^([^:–]{2,60}?)(?::| – | - )\s+/u;

/** What is left of a note when due dates and filler are taken away. */
const withoutDue = (text: string) =>
  squeeze(
    text
      .replace(
        /[,;]?\s*(?<!\p{L})(?:bis|Termin|Frist|spätestens|fällig|KW|Ende|Mitte|zum|am|sofort|zeitnah|laufend|umgehend|in der nächsten|zur nächsten|innerhalb|in \p{Ll}+ (?:Wochen?|Tagen?))(?!\p{L}).*$/iu,
        '',
      )
      .replace(/[,;]?\s*\d{1,2}\.\d{1,2}\..*$/, ''),
  );

const isNames = (text: string, roster: Roster): boolean => {
  const parts = squeeze(text)
    .split(/\s*(?:[,;/&+]|\bund\b|\bsowie\b)\s*/u)
    .filter((part) => part !== '');
  return (
    parts.length > 0 &&
    parts.length <= 6 &&
    parts.every((part) => {
      if (roster.resolve(part) || /^(?:alle|jede[rs]?|beide)$/i.test(part)) return true;
      const [mention, ...more] = roster.mentions(part);
      return mention !== undefined && more.length === 0 && mention.start === 0 && mention.end >= part.length - 1;
    })
  );
};

/** Who is to act, from the words of one agreement. Rules from the surest to the least sure; none: empty. */
export function findResponsible(text: string, roster: Roster): ResponsibleFound {
  const field = FIELD.exec(text);
  if (field) {
    const names = namesInField(withoutDue(field[1] ?? ''), roster);
    if (names.length > 0) return { names, way: 'field' };
  }
  const arrow = ARROW.exec(text);
  if (arrow && isNames(withoutDue(arrow[1] ?? ''), roster))
    return { names: namesInField(withoutDue(arrow[1] ?? ''), roster), way: 'arrow' };
  const brackets = BRACKETS.exec(text);
  if (brackets && isNames(withoutDue(brackets[1] ?? ''), roster))
    return { names: namesInField(withoutDue(brackets[1] ?? ''), roster), way: 'brackets' };
  const suffix = SUFFIX.exec(text);
  if (suffix && isNames(withoutDue(suffix[1] ?? ''), roster))
    return { names: namesInField(withoutDue(suffix[1] ?? ''), roster), way: 'brackets' };
  const prefix = PREFIX.exec(text);
  if (prefix && isNames(withoutDue((prefix[1] ?? '').replace(/\([^)]*\)/g, '')), roster))
    return { names: namesInField(withoutDue((prefix[1] ?? '').replace(/\([^)]*\)/g, '')), roster), way: 'prefix' };
  return fromSentence(text, roster);
}

const FINITE =
  /^(?:wird|werden|wurde|wurden|soll|sollen|sollte|sollten|muss|müssen|hat|haben|ist|sind|übernimmt|übernehmen|erklärt|erklären|erklärte|erklärten|sagt|sagte|sagten|sagen|kümmert|kümmern|bereitet|bereiten|erstellt|erstellen|prüft|prüfen|klärt|klären|verschickt|versendet|sendet|schickt|organisiert|lädt|laden|kann|können|will|wollen|erhält|erhalten|darf|[\p{Ll}]{2,20}(?:t|te|ten|en))$/u;

/** "Es wurde vereinbart, dass": who acts stands behind it. */
const DECIDED_THAT =
  /^[^.]{0,200}?(?:vereinbar|verabred|beschl|festgelegt|fest|einig|verständig|überein|entsch|Konsens|Einvernehmen|empf)[^.,]{0,80},\s*dass\s+/u;

function fromSentence(text: string, roster: Roster): ResponsibleFound {
  const mentions = roster.mentions(text);
  const groups = groupsOf(text, mentions);
  const asking = groups.findIndex((group) => ASKS.test(text.slice(Math.max(0, group.start - 20), group.start)));
  const askedFirst = groups[asking];
  const askedNext = groups[asking + 1];
  // "Darum bat Frau Brenner alle Mitglieder": the second one is asked.
  const asked = askedFirst && askedNext && text.slice(askedFirst.end, askedNext.start).trim() === '' ? askedNext : askedFirst;
  if (asked) return { names: unique(asked.names), way: 'asked' };
  const dass = DECIDED_THAT.exec(text);
  const usable = groups.filter((group) => {
    const before = text.slice(Math.max(0, group.start - 24), group.start);
    if (isDeciding(text, group)) return false;
    return (
      !NOT_SUBJECT.test(before) &&
      !/^(?:(?:[Dd]e[mns]|vom|beim)\s|der \p{L}*(?:[Vv]ersammlung|[Kk]ommission|[Kk]onferenz|[Gg]ruppe)(?!\p{L}))/u.test(
        text.slice(group.start),
      )
    );
  });
  const agent = groups.find((group) => BY.test(text.slice(Math.max(0, group.start - 28), group.start)) && isAgent(text, group));
  // "Die Koordination übernimmt Frau Lohse": what is taken over stands first.
  const taker = usable.find((group) => /übern(?:immt|ehmen|ahm|ahmen)\s*$/.test(text.slice(Math.max(0, group.start - 14), group.start)));
  if (taker) return { names: unique(taker.names), way: 'subject' };
  const takesPlace = /\b(?:statt(?:zu)?(?:finden|findet|fand)|tagt|getagt|tagen)\b/.test(text);
  const subject = usable.find(
    (group) =>
      !(takesPlace && group.kinds.every((kind) => kind === 'body')) && isSubject(text, group, dass ? dass.index + dass[0].length : 0),
  );
  const isPassive =
    /\b(?:wird|werden|wurde|wurden)\b/.test(text) &&
    agent !== undefined &&
    /\b(?:von|durch)\s*(?:de[rm]\s*)?$/.test(text.slice(Math.max(0, agent.start - 14), agent.start));
  // Who stands first in the sentence acts; "durch das Team unterstützt" says only with whom.
  if (agent && isPassive && subject?.start !== 0 && !agent.kinds.includes('body')) return { names: unique(agent.names), way: 'agent' };
  if (subject) return { names: unique(subject.names), way: 'subject' };
  if (agent) return { names: unique(agent.names), way: 'agent' };
  return { names: [], way: 'subject' };
}

/** "Die AG beschließt", "Die Anwesenden vereinbaren": who decides is not who acts. */
const isDeciding = (text: string, group: Group) =>
  group.kinds.every((kind) => kind === 'body' || kind === 'everybody' || kind === 'role') &&
  (/(?:beschl(?:ießt|oss|iesst)|vereinbart|entscheidet|entschied|empfiehlt|empfahl|legte?|genehmigt|einigte? sich)\s*$/.test(
    text.slice(Math.max(0, group.start - 30), group.start),
  ) ||
    /^\s*(?:hat |haben |kam |kommt |kommen |ist |sind )?(?:\S+\s){0,2}?(?:beschl|vereinbar|entsch(?:ied|eid)|einig(?:t|te|en|ten)(?= sich| uns)|verständig|legte?n? (?:\S+ ){0,3}fest|verabrede|empfiehlt|empfahl|stimmte?n? |kam(?:en)? überein|komm(?:t|en) überein|spr(?:icht|ach|echen) sich|befürwort|begrüß|genehmig|bestätig)/.test(
      text.slice(group.end, group.end + 60),
    ));

/** "durch Frau Lang", "von der Geschäftsstelle" in a passive sentence; "ein Angebot von Frau Lang" is none. */
function isAgent(text: string, group: Group): boolean {
  const before = text.slice(Math.max(0, group.start - 28), group.start);
  if (/\bvon\s*$/.test(before)) return /\b(?:wird|werden|wurde|wurden|ist|sind)\b/.test(text);
  return true;
}

function isSubject(text: string, group: Group, from: number): boolean {
  if (group.start < from) return false;
  const before = text.slice(from, group.start).trim();
  const after = text
    .slice(group.end)
    .replace(/^\s*\([^)]{0,80}\)/, '')
    .trim();
  const next = /^[\p{L}]+/u.exec(after)?.[0] ?? '';
  if (before === '' || /^(?:und|auch|zudem|außerdem|ferner|weiters|dabei|hierzu|dazu|dafür|–|-|•)$/i.test(before))
    return after === '' || /^[\p{Ll},(:]/u.test(after);
  // Fronted adverbial: "Bis zum 15. Dezember erstellt Frau Lang …"
  const words = before.split(/\s+/);
  const last = words.at(-1) ?? '';
  if (from === 0 && FINITE.test(last) && words.length <= 14 && !/[.;:]\s/.test(before)) return true;
  if (from > 0 && words.length <= 8 && !FINITE.test(next)) return true;
  return (
    /(?:^|\s)(?:übernimmt|übernehmen|zuständig ist|verantwortlich ist|wird|werden|soll|sollen|erklärt sich|sagt|sich|kümmert sich|prüft|klärt|erstellt|erhält)$/.test(
      before,
    ) && words.length <= 20
  );
}
