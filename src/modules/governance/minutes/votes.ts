import { NUMBER, numberOf } from './words.ts';

export interface FoundVote {
  yes: number | null;
  no: number | null;
  abstain: number | null;
  result: 'unanimous' | 'accepted' | 'rejected' | null;
  start: number;
  end: number;
}

const N = `(${NUMBER})`;
const YES = [
  `${N}\\s*(?:x\\s*)?(?:[Jj]a(?:-?[Ss]timmen?)?|Pro-?[Ss]timmen?|Fürstimmen?|dafür|Zustimmung(?:en)?|Stimmen? dafür|stimmen (?:dafür|zu))(?!\\p{L})`,
  `(?:Ja(?:-?[Ss]timmen)?|[Dd]afür|Zustimmung|Pro)\\s*[:=]?\\s*(\\d{1,4})(?!\\p{L}|\\d|\\.\\d)`,
];
const NO = [
  `${N}\\s*(?:x\\s*)?(?:[Nn]ein(?:-?[Ss]timmen?)?|Gegenstimmen?|Kontra-?[Ss]timmen?|dagegen|Ablehnung(?:en)?|Stimmen? dagegen)(?!\\p{L})`,
  `(?:Nein(?:-?[Ss]timmen)?|[Dd]agegen|Gegenstimmen?|Ablehnung|Contra|Kontra)\\s*[:=]?\\s*(\\d{1,4})(?!\\p{L}|\\d|\\.\\d)`,
];
const ABSTAIN = [
  `${N}\\s*(?:x\\s*)?(?:Enthaltung(?:en)?|Stimmenthaltung(?:en)?|enthalten sich|Enth\\.)`,
  `(?:Enthaltung(?:en)?|[Ee]nthalten|Stimmenthaltung(?:en)?|Enth\\.)\\s*[:=]?\\s*(\\d{1,4})(?!\\p{L}|\\d|\\.\\d)`,
];
const compile = (patterns: string[]) => patterns.map((pattern) => new RegExp(`(?<![\\p{L}\\d])${pattern}`, 'u'));
const PATTERNS = { yes: compile(YES), no: compile(NO), abstain: compile(ABSTAIN) };

const AGAINST = new RegExp(`mit ${N}\\s*(?:zu|gegen|:)\\s*${N}\\s*(?:Stimmen)?(?: bei ${N} Enthaltung(?:en)?)?`, 'iu');
const SLASHED =
  /(?:Abstimmung|Abstimmungsergebnis|Ergebnis|Votum|Stimmen)\s*(?:\([^)]{0,40}\))?\s*:?\s*(\d{1,3})\s*[/:]\s*(\d{1,3})\s*[/:]\s*(\d{1,3})/iu;
const WORDS =
  /\b(?:einstimmig|einmütig|mehrheitlich|mit (?:großer |grosser |klarer |knapper )?Mehrheit|ohne Gegenstimmen?|im Konsens (?:angenommen|beschlossen)|Abstimmung|Abstimmungsergebnis|Stimmverhältnis)\b/iu;
const REJECTED = /\b(?:abgelehnt|nicht angenommen|verworfen|keine Mehrheit|findet keine)\b/iu;
const ACCEPTED =
  /\b(?:angenommen|beschlossen|zugestimmt|genehmigt|bestätigt|verabschiedet|gewählt|entlastet|beschließt|beschloss|beschliesst|mehrheitlich|Mehrheit)\b/iu;

const first = (patterns: RegExp[], text: string): number | null => {
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    if (match) return numberOf(match[1]);
  }
  return null;
};

/** The vote that a sentence reports, or null. What it does not say stays null. */
export function readVote(text: string, start: number): FoundVote | null {
  const sentence = text.slice(0, 800);
  const against = AGAINST.exec(sentence);
  const slashed = SLASHED.exec(sentence);
  let yes = slashed ? Number(slashed[1]) : against ? numberOf(against[1]) : first(PATTERNS.yes, sentence);
  const no = slashed
    ? Number(slashed[2])
    : against
      ? numberOf(against[2])
      : /ohne Gegenstimme/i.test(sentence)
        ? 0
        : first(PATTERNS.no, sentence);
  const abstain = slashed
    ? Number(slashed[3])
    : against?.[3]
      ? numberOf(against[3])
      : /ohne Enthaltung/i.test(sentence)
        ? 0
        : first(PATTERNS.abstain, sentence);
  const isUnanimous = /\b(?:einstimmig|einmütig)\b/iu.test(sentence) && !/\bnicht einstimmig\b/i.test(sentence);
  if (yes === null && no === null && abstain === null && !WORDS.test(sentence)) return null;
  if (yes === null && no === null && abstain === null && !isUnanimous && !/mehrheitlich|Mehrheit|ohne Gegenstimme|Konsens/i.test(sentence))
    return null;
  if (/\bMehrheit der (?:Mitglieder|Betriebe|Unternehmen|Befragten|Teilnehm)/iu.test(sentence) && yes === null && no === null) return null;
  if (
    yes === 1 &&
    /\bein(?:e|er|en)?\b/i.test(PATTERNS.yes[0]?.exec(sentence)?.[1] ?? '') &&
    no === null &&
    abstain === null &&
    !/stimme/i.test(sentence)
  )
    yes = null;
  let result: FoundVote['result'] = null;
  if (REJECTED.test(sentence) || (yes !== null && no !== null && no >= yes)) result = 'rejected';
  else if (isUnanimous || (yes !== null && yes > 0 && no === 0 && abstain === 0)) result = 'unanimous';
  else if (ACCEPTED.test(sentence) || (yes !== null && yes > (no ?? 0)) || no !== null || abstain !== null) result = 'accepted';
  return { yes, no, abstain, result, start, end: start + text.length };
}

/** A sentence that only reports how the vote went. */
export function isVoteOnly(text: string): boolean {
  const short = text.trim();
  if (short.length > 170) return false;
  return (
    (/^(?:\(?(?:Abstimmung|Abstimmungsergebnis|Ergebnis(?: der Abstimmung)?|Votum|Stimmverhältnis|Stimmen|Ja|Dafür|Abgestimmt)\b)/iu.test(
      short,
    ) &&
      readVote(short, 0) !== null) ||
    /^\(?(?:Der (?:Beschluss|Antrag|Vorschlag)|Die (?:Abstimmung|Vereinbarung)|Dies|Das|Beschlossen|Angenommen)?\s*(?:wurde|wird|erfolgt|ergeht|ergab|fällt|ist)?\s*(?:\p{Ll}+ )?(?:einstimmig|mehrheitlich|mit \S+ (?:Ja-?[Ss]timmen|zu|gegen|Stimmen)|bei \S+ (?:Enthaltung|Gegenstimme))[^.]{0,100}?(?:angenommen|beschlossen|gefasst|verabschiedet|zugestimmt|genehmigt|abgelehnt|Enthaltung(?:en)?|Gegenstimmen?|einstimmig)?\)?\.?$/iu.test(
      short,
    )
  );
}
