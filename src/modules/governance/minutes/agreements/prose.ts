import {
  type ProseFind,
  RULES,
  REPORTS,
  STILL_AGREED,
  DUTY_NOW,
  ASKS_TO_SPEAK,
  TASK_VERB,
  REPORT_VERB,
  ROUTINE,
  DATED,
  PARTICIPLE,
  INFINITIVE,
  SURE_VERB,
  PARTED_VERB,
  REPORTS_BACK,
} from './prose-rules.ts';
import type { Mention, Roster } from '../roster.ts';
import type { Sentence } from '../sentences.ts';

const isActor = (mention: Mention) =>
  mention.kind === 'person' ||
  mention.kind === 'role' ||
  mention.kind === 'organisation' ||
  mention.kind === 'everybody' ||
  mention.kind === 'body';

/** The one whom the sentence is about: at its beginning, or right behind its verb. */
function actor(text: string, roster: Roster): Mention | undefined {
  const mentions = roster.mentions(text).filter(isActor);
  const first = mentions[0];
  if (!first) return undefined;
  const before = text.slice(0, first.start).trim();
  if (before === '' || /^(?:und|auch|zudem|außerdem|ferner)$/i.test(before)) return first;
  if (
    /\b(?:wird|werden|soll|sollen|prüft|erstellt|klärt|verschickt|versendet|organisiert|sendet|lädt|legt|übermittelt|koordiniert|kontaktiert|meldet|liefert|stellt|bereitet|nimmt|gibt|holt)$/.test(
      before,
    ) &&
    before.split(/\s+/).length <= 12
  )
    return first;
  return undefined;
}

/** Whether the verb that belongs to the one who acts, right behind or right in front, is one of doing. */
function doesNow(text: string, who: Mention, roster: Roster): boolean {
  let end = who.end;
  for (const other of roster.mentions(text))
    if (other.start > end && /^\s*(?:,|und|sowie|\/|&)\s*$/.test(text.slice(end, other.start))) end = other.end;
  const behind = text.slice(end).replace(/^\s*(?:\([^)]*\)\s*)?/, '');
  const before = text.slice(0, who.start).trim();
  const verb = new RegExp(`^${SURE_VERB}(?!\\p{L})`, 'u');
  const isReport =
    /^(?:legt|legen|stellt|stellen) [^.]* vor\b/.test(behind) &&
    !/zur (?:Entscheidung|Beschlussfassung|Freigabe|Genehmigung|Prüfung|Beratung) vor/.test(behind);
  if (isReport || /^(?:führt|führen) [^.]*\b(?:vor|aus|ein)\b/.test(behind)) return false;
  return (
    verb.test(behind) ||
    /^(?:fragt|fragen) (?:\S+ ){0,3}?(?:bei|beim)\s/u.test(behind) ||
    (PARTED_VERB.test(behind) && !/^(?:nimmt|nehmen) an\b|^(?:spricht|sprechen) (?:sich|von|über)/.test(behind)) ||
    new RegExp(`(?:^|\\s)${SURE_VERB}$`, 'u').test(before)
  );
}

/** A task in plain words: somebody named does something, "bis", "soll", "wird … erstellen". */
function plainTask(text: string, roster: Roster): ProseFind | undefined {
  if (REPORT_VERB.test(text.replace(REPORTS_BACK, '')) || ROUTINE.test(text) || /\b(?:könnten?|wären?|würden?)\b/.test(text))
    return undefined;
  const who = actor(text, roster);
  if (who && /^\s*(?:\([^)]*\)\s*)?(?:hat|haben|hatte|hatten|ist|sind|war|waren)\b/.test(text.slice(who.end))) return undefined;
  const isDated = DATED.test(text);
  const isPassive =
    /\b(?:wird|werden)\b/.test(text) &&
    (PARTICIPLE.test(text) ||
      /\b(?:verschickt|versandt|versendet|nachgereicht|erstellt|zugesandt|übersandt|veröffentlicht|weitergeleitet)\b/.test(text));
  if (
    /\b(?:soll|sollen|sollte|sollten|muss|müssen)\b/.test(text) &&
    isDated &&
    /\bbis\b|\bspätestens\b|\binnerhalb\b|zur nächsten|KW/i.test(text)
  )
    return { kind: 'task', reason: 'soll … bis', base: who ? 0.9 : 0.85 };
  if (
    /\bsoll(?:en|te|ten)?\b/.test(text) &&
    /\b(?:vorgelegt|behandelt|beschlossen|beraten|verwiesen|eingebracht|vorgestellt)\s(?:und \p{Ll}+ )?werden\b/u.test(text) &&
    roster.mentions(text).some(({ kind, name }) => kind === 'body' || /^(?:Vorstand|Präsidium)/.test(name))
  )
    return { kind: 'task', reason: 'soll … vorgelegt werden', base: 0.85 };
  if (isPassive) {
    const agent = /\b(?:von|durch)\s(?:de[rnm]\s|das\s|die\s)?$/;
    const byWhom = roster
      .mentions(text)
      .find(
        (mention) =>
          agent.test(text.slice(Math.max(0, mention.start - 14), mention.start)) ||
          (/^(?:de[rmn]|die|das)\s/i.test(text.slice(mention.start, mention.end)) &&
            /\b(?:von|durch)\s$/.test(text.slice(Math.max(0, mention.start - 8), mention.start))),
      );
    if (byWhom && (byWhom.kind === 'person' || byWhom.kind === 'role' || byWhom.kind === 'organisation'))
      return { kind: 'task', reason: 'wird von … erledigt', base: isDated ? 0.88 : 0.75 };
    return /\bbis\b|\bspätestens\b/.test(text.replace(/\b(?:sofern|falls|wenn)\b[^,.;]*/giu, '')) && !who
      ? { kind: 'task', reason: 'wird bis … erledigt', base: 0.78 }
      : undefined;
  }
  if (!who) return undefined;
  const isSure = who.kind === 'person' || who.kind === 'role' || who.kind === 'organisation';
  if (/\b(?:wird|werden)\b/.test(text.slice(0, 200)) && INFINITIVE.test(text.trim()) && !PARTICIPLE.test(text.trim())) {
    if (isSure || isDated) return { kind: 'task', reason: 'wird … tun', base: isDated ? 0.9 : 0.8 };
  }
  if (isSure && isDated && /^[^,;]{0,80}\b(?:will|wollen)\b/.test(text)) return { kind: 'task', reason: 'will … bis', base: 0.85 };
  const verb = new RegExp(`(?<!\\p{L})${TASK_VERB}(?!\\p{L})`, 'u');
  if (verb.test(text.slice(who.start)) || verb.test(text.slice(0, who.start))) {
    if (isDated && (isSure || who.kind === 'everybody')) return { kind: 'task', reason: 'tut … bis', base: 0.9 };
  }
  if (isSure && isDated && /\b(?:bis|spätestens)\b/.test(text) && /^\s*(?:\([^)]*\)\s*)?\p{Ll}+(?:t|en)\s/u.test(text.slice(who.end)))
    return { kind: 'task', reason: '… bis', base: 0.82 };
  if (isSure && doesNow(text, who, roster)) return { kind: 'task', reason: 'tut', base: 0.75 };
  return undefined;
}

/** The meeting's own formalities: its agenda, the minutes of the one before. */
const FORMALITY =
  /^(?:Die Tagesordnung|Das Protokoll|Die Niederschrift)\s[^.]{0,120}?(?:genehmigt|beschlossen|angenommen|bestätigt|festgestellt|verabschiedet)/u;

/** Whether a sentence of running text holds an agreement, and by which rule. */
export function readSentence(sentence: Sentence, roster: Roster): ProseFind | undefined {
  const { text } = sentence;
  if (text.length < 15 || text.length > 900 || text.endsWith('?')) return undefined;
  if (DUTY_NOW.test(text) && !/\b(?:nächste|kommende)/i.test(text)) return undefined;
  if (ASKS_TO_SPEAK.test(text) || FORMALITY.test(text)) return undefined;
  if (/^(?:Dort|Damals|Zuvor) /.test(text)) return undefined;
  if (
    REPORTS.test(text) &&
    !(
      STILL_AGREED.test(text) &&
      !/\b(?:hatte|worden|letzten|wie vereinbart|wie beschlossen|bereits|nicht vereinbart|nicht beschlossen|noch nicht|noch keine|damals|früher|seinerzeit|im Vorjahr|vergangenen Jahr|letzten Jahr)/i.test(
        text,
      )
    )
  )
    return undefined;
  for (const rule of RULES) {
    if (!rule.pattern.test(text)) continue;
    if (rule.reason === 'übernimmt' && !roster.mentions(text).some((mention) => isActor(mention) && mention.kind !== 'body')) continue;
    if (
      rule.reason === 'bittet' &&
      !/\b(?:bis|darum|zu \p{Ll}+en\b|\p{Ll}+zu\p{Ll}+en\b|um (?:Rückmeldung|Zusendung|Prüfung|Klärung|Meldung|Nachricht|Vorschläge|Beiträge|Unterlagen|Mitteilung|Unterstützung))/u.test(
        text,
      )
    )
      continue;
    return { kind: rule.kind, reason: rule.reason, base: rule.base };
  }
  return plainTask(text, roster);
}

/** A sentence that goes on with the one before: "Dies soll …", "Dabei …", "Sie werden …". */
export const goesOn = (text: string): boolean =>
  /^(?:Dies(?:e[rsmn]?)?|Das|Dabei|Dazu|Hierzu|Hierfür|Dafür|Damit|Darin|Danach|Anschließend|Ziel|Sie|Er|Es|Ihr|Sein|Beide|Diese|Deren|Zuvor|Vorher|Die Ergebnisse|Der Entwurf|Der Termin|Grundlage|Grund|Hintergrund)\b/u.test(
    text,
  );
