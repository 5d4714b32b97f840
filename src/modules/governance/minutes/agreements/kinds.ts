import { squeeze } from '../blocks.ts';
import type { AgreementKind } from '../schema.ts';

const NOUNS: [AgreementKind, string][] = [
  ['decision', 'Beschl(?:uss|uß|üsse|ussfassung|ussvorlage)|Entscheid(?:e|ung|ungen)?|Entschluss|Festlegung(?:en)?'],
  [
    'task',
    "Aufgaben?|Aufgabenliste|To-?[Dd]o'?s?|TODOs?|TO-?DOs?|Maßnahmen?|Massnahmen?|Arbeitsauftr(?:ag|äge)|Auftr(?:ag|äge)|Pendenz(?:en)?|Action[ -][Ii]tems?|Nächste Schritte|Weitere(?:s)? (?:Vorgehen|Schritte)|Weiteres Vorgehen|Zu erledigen|Erledigungen|Offene Punkte|Zuständigkeiten|Hausaufgaben|Aktionen|AP",
  ],
  ['agreement', 'Vereinbarung(?:en)?|Verabredung(?:en)?|Absprachen?|Abmachung(?:en)?|Übereinkunft|Vereinbart|Verabredet|Konsens|Einigung'],
  ['recommendation', 'Empfehlung(?:en)?'],
];
const ANY_NOUN = NOUNS.map(([, nouns]) => nouns).join('|');

/** A line that only announces: "Vereinbarung der AG Transfer", "Beschlüsse:", "To-dos (bis zur nächsten Sitzung)". */
const LABEL_LINE = new RegExp(
  `^(?:(?:Gemeinsame|Getroffene|Unsere|Die|Weitere|Offene|Neue|Zusammenfassung der|Übersicht der|Übersicht|Liste der|Ergebnis(?:se)? und|Folgende|Konkrete)\\s+){0,2}(${ANY_NOUN})(?:(?: und|,|/| &|/)\\s*(?:${ANY_NOUN}|Termine|Fristen|Zuständigkeiten|Verantwortliche|Ausblick|Sonstiges|nächste Schritte)){0,2}(?: (?:der|des|zu|zum|zur|aus|im|in|für|bis|von|dieser?|diesem)\\s[^.:]{2,60}| \\([^)]{1,50}\\)| \\d{1,3}(?:[./-]\\d{1,4})?)?\\s*:?$`,
  'u',
);
const SENTENCE_LABELS: [AgreementKind, RegExp][] = [
  [
    'decision',
    /(?:beschloss(?:en)?|beschließt|beschliesst|beschließen|beschlossen|entschied(?:en)?|entscheidet|fasste|festgelegt|legt(?:e)?)\b[^.]{0,60}:$/i,
  ],
  ['recommendation', /(?:empfahl(?:en)?|empfiehlt|empfehlen|empfohlen)\b[^.]{0,60}:$/i],
  [
    'agreement',
    /(?:vereinbart(?:e|en)?|verabredet(?:e|en)?|verständigt(?:e|en)?|einigt(?:e|en)?|abgestimmt|kommt überein|kam überein|übereingekommen)\b[^.]{0,60}:$/i,
  ],
  ['task', /(?:Aufgaben|Aufträge|wurden? verteilt|zu erledigen|übernommen)\b[^.]{0,60}:$/i],
];

/** What kind of agreements a heading or a line announces, or undefined. */
export function announces(text: string): AgreementKind | undefined {
  const line = squeeze(text);
  if (line.length > 160) return undefined;
  const label = LABEL_LINE.exec(line);
  if (label && (line.endsWith(':') || line.length <= 90)) return kindOfNoun(label[1] ?? '');
  if (!line.endsWith(':')) return undefined;
  return SENTENCE_LABELS.find(([, pattern]) => pattern.test(line))?.[0];
}

export const kindOfNoun = (noun: string): AgreementKind =>
  NOUNS.find(([, nouns]) => new RegExp(`^(?:${nouns})$`, 'iu').test(noun.trim()))?.[0] ?? 'agreement';

/** "Beschluss: …", "To-do (Krämer): …", "Auftrag 3 – …": the announcement and what it announces in one line. */
export const INLINE_LABEL = new RegExp(
  `^(?:→|=>|->|➔)?\\s*(?:\\[)?(${ANY_NOUN})(?:\\])?(?:[ -]?(?:Nr\\. ?)?[A-Z]?\\d{1,3}(?:[./-]\\d{1,4}){0,2})?(?: (?:an|für) (?<to>[^:(]{2,50}?)(?=\\s*:)| (?:der|des|zu|zum) [^:.(]{2,50})?(?<name> [\\p{Lu}][\\p{L}. /+&,-]{1,50}(?=:))?\\s*(?<note>\\([^)]{1,80}\\))?\\s*(?::|–|—| - )\\s*(?=\\S)`,
  'u',
);

/** The kind that the words of a single point speak for, where the announcement left it open. */
export function kindOfText(text: string, announced: AgreementKind): AgreementKind {
  if (/\b(?:empfiehlt|empfahl|empfehlen|empfohlen|Empfehlung)\b/i.test(text) && announced !== 'decision') return 'recommendation';
  return announced;
}
