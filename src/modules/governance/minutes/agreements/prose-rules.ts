import type { AgreementKind } from '../schema.ts';
import { BODY } from '../words.ts';

export interface ProseFind {
  kind: AgreementKind;
  reason: string;
  base: number;
}

interface Rule extends ProseFind {
  pattern: RegExp;
}

const DECIDED =
  '(?:einstimmig |mehrheitlich |gemeinsam |einvernehmlich |im Konsens |zudem |außerdem |ferner |daraufhin |anschließend |schließlich |abschließend |somit |daher |deshalb |ebenfalls |bei [^,.]{2,40} )*';

export const RULES: Rule[] = [
  {
    kind: 'decision',
    reason: 'beschlossen',
    base: 0.95,
    pattern: new RegExp(
      `\\b(?:wurde|wird|werden|wurden|ist|hat|haben)\\s(?:\\S+\\s){0,8}?${DECIDED}(?:beschlossen|entschieden)(?!e)`,
      'iu',
    ),
  },
  {
    kind: 'decision',
    reason: 'beschließt',
    base: 0.95,
    pattern:
      /\b(?:beschließt|beschliesst|beschloss|beschlossen|beschließen|beschliessen|entscheidet|entschied|entschieden)\b(?=[^.]*[,:]|\s+(?:einstimmig|mehrheitlich|die|den|das|eine|einen|ein|für|gegen|sich)\b)/iu,
  },
  {
    kind: 'decision',
    reason: 'stimmt zu',
    base: 0.85,
    pattern: /\b(?:stimmt|stimmte|stimmten|stimmen)\s(?:de[mnr]\s|einer\s|einem\s)(?:\S+\s){0,14}?(?:zu\b|einstimmig zu|mehrheitlich zu)/iu,
  },
  {
    kind: 'decision',
    reason: 'Antrag',
    base: 0.9,
    pattern: /\bAntrag\b.*\b(?:angenommen|abgelehnt|zugestimmt|genehmigt|stattgegeben)\b/iu,
  },
  {
    kind: 'decision',
    reason: 'verweist',
    base: 0.85,
    pattern: new RegExp(
      `^(?:Der|Die|Das) ${BODY}[^.]{0,120}?(?:verweist|überweist|(?:legt|leitet|gibt|reicht) [^.]{2,80}?(?:dem|der|an den|an die|an das) ${BODY}[^.]{0,120}?(?:vor|weiter|zu))(?!\\p{L})`,
      'u',
    ),
  },
  {
    kind: 'agreement',
    reason: 'geht an',
    base: 0.85,
    pattern: new RegExp(
      `\\b(?:geht|gehen|kommt|kommen)\\s(?:\\S+\\s){0,3}?(?:an|in|auf|vor)\\s(?:den|die|das)\\s(?:${BODY})[^.]*\\bzur (?:Entscheidung|Beschlussfassung|Beratung|Freigabe|Klärung|Abstimmung)`,
      'u',
    ),
  },
  {
    kind: 'decision',
    reason: 'stimmt ab',
    base: 0.88,
    pattern: new RegExp(
      `^(?:Der|Die|Das) (?:Versammlung|${BODY})[^.]{0,20}?\\s(?:unterstützt|befürwortet|genehmigt|billigt|bestätigt|wählt|verabschiedet|lehnt|nimmt)\\s(?!(?:das Protokoll|die Niederschrift|die Tagesordnung))[^.]*\\b(?:einstimmig|mehrheitlich|mit \\S+ (?:Ja|gegen|zu))`,
      'u',
    ),
  },
  {
    kind: 'decision',
    reason: 'spricht sich dafür aus',
    base: 0.85,
    pattern: /\bspr(?:icht|ach|echen|achen) sich\s[^.]{0,60}?(?:dafür|dagegen) aus\b/iu,
  },
  { kind: 'decision', reason: 'beschlossen', base: 0.95, pattern: /^(?:Beschlossen|Entschieden) (?:wird|wurde|werden|wurden)\b/u },
  {
    kind: 'agreement',
    reason: 'vereinbart',
    base: 0.95,
    pattern: /^(?:Vereinbart|Verabredet|Festgelegt|Abgesprochen) (?:wird|wurde|werden|wurden)\b/u,
  },
  {
    kind: 'agreement',
    reason: 'festgelegt',
    base: 0.93,
    pattern: /\b(?:wurde|wird|wurden|werden|ist|hat|haben)\s(?:\S+\s){0,8}?festgelegt(?!e)|\blegte?n?\s(?:\S+\s){0,3}?fest,/iu,
  },
  {
    kind: 'agreement',
    reason: 'vereinbart',
    base: 0.95,
    pattern: new RegExp(
      `\\b(?:wurde|wird|wurden|werden|ist|hat|haben|man hat)\\s(?:\\S+\\s){0,8}?${DECIDED}(?:vereinbart|verabredet|abgesprochen)(?!e)`,
      'iu',
    ),
  },
  {
    kind: 'agreement',
    reason: 'vereinbart',
    base: 0.93,
    pattern:
      /\b(?:vereinbart|vereinbarte|vereinbarten|vereinbaren|verabredet|verabredete|verabredeten|verabreden|verständigten|verständigte|verständigt|einigten|einigte|einigt|einigen)\b(?=\s+(?:sich|ein\p{Ll}{0,2}|mit|für|zu|dass|daher|deshalb|daraufhin|gemeinsam|,)|,)/iu,
  },
  { kind: 'agreement', reason: 'kommt überein', base: 0.93, pattern: /\b(?:kam|kamen|kommt|kommen)\s(?:\S+\s){0,4}?überein\b/iu },
  {
    kind: 'agreement',
    reason: 'einig',
    base: 0.8,
    pattern: /\bsich (?:alle |darin |darüber )?einig(?: darüber| darin)?,? dass\b[^.]*\b(?:soll|sollen|wird|werden)\b/iu,
  },
  {
    kind: 'agreement',
    reason: 'geeinigt',
    base: 0.88,
    pattern: /\b(?:haben|hat|wurde|ist man)\s(?:uns|sich)?\s?[^.]{0,160}?(?:auf|darauf)\s[^.]{0,160}?\b(?:geeinigt|verständigt)\b/iu,
  },
  {
    kind: 'agreement',
    reason: 'Einigkeit',
    base: 0.85,
    pattern:
      /\b(?:besteht|bestand|herrscht|herrschte|erzielt|erzielte)\s(?:\S+\s){0,3}?(?:Einigkeit|Einvernehmen|Konsens)\b[^.]*,\s*dass\b/iu,
  },
  {
    kind: 'task',
    reason: 'gebeten',
    base: 0.93,
    pattern: /\b(?:wird|werden|wurde|wurden|ist|sind)\s(?:\S+\s){0,10}?(?:gebeten|aufgefordert|beauftragt|ersucht|angehalten)\b/iu,
  },
  { kind: 'task', reason: 'beauftragt', base: 0.92, pattern: /\b(?:beauftragt|beauftragte|beauftragten|beauftragen)\b\s/iu },
  {
    kind: 'task',
    reason: 'bittet',
    base: 0.88,
    pattern: /\b(?:bittet|bat|baten|bitten|ersucht|ersuchte)\s[^.]{3,160}?(?:,|\sum\s|\sdarum\b|\sbis\s)/iu,
  },
  {
    kind: 'task',
    reason: 'erklärt sich bereit',
    base: 0.95,
    pattern:
      /\berklär(?:t|te|en|ten)\s(?:\S+\s){0,5}?sich\s(?:\S+\s){0,3}?bereit\b|\bsich\s(?:dazu |dafür )?bereit(?:\s?erklärt)\b|\b(?:ist|sind)\s(?:dazu |gerne? )?bereit,/iu,
  },
  {
    kind: 'task',
    reason: 'übernimmt',
    base: 0.93,
    pattern:
      /(?<!\p{L})(?<!zu )(?:übernimmt|übernehmen|übernahm|übernahmen)\b|\bwird\s(?:\S+\s){1,12}?(?<!zu )übernehmen\b|(?<!\p{L})übernommen\b/iu,
  },
  {
    kind: 'task',
    reason: 'sagt zu',
    base: 0.92,
    pattern:
      /\b(?:sagt|sagte|sagten|sagen)\s(?:\S+\s){0,5}?zu,|\b(?:sagt|sagte|sagten|sagen) (?:dies|das|es|beides) zu\b|\b(?:hat|haben)\s(?:\S+\s){0,4}?zugesagt,/iu,
  },
  {
    kind: 'task',
    reason: 'kümmert sich',
    base: 0.92,
    pattern: /\bkümmer(?:t|n)\s(?:\S+\s){0,3}?sich\b|\bsich (?:um|darum)\s(?:\S+\s){0,8}?kümmern\b/iu,
  },
  {
    kind: 'task',
    reason: 'erhält den Auftrag',
    base: 0.92,
    pattern: /\berh(?:ält|alten|ielt|ielten)\s(?:\S+\s){0,3}?(?:Auftrag|Aufgabe)\b|\b(?:Auftrag|Aufgabe) an\s/iu,
  },
  { kind: 'recommendation', reason: 'empfiehlt', base: 0.88, pattern: /\b(?:empfiehlt|empfahl|empfahlen|empfehlen|empfohlen)\b/iu },
];

/** Words that make a sentence a report of something else. */
export const REPORTS =
  /\b(?:nicht (?:vereinbart|beschlossen|festgelegt|entschieden|übernommen|übernehmen)|noch (?:nicht|keine) |in der letzten|der letzten Sitzung (?:vereinbart|beschloss)|wie (?:vereinbart|beschlossen|besprochen|verabredet|festgelegt)|bereits (?:\S+ )?(?:beschlossen|vereinbart|festgelegt|übernommen|entschieden)|hatte[n]? (?:\S+ ){0,12}(?:vereinbart|beschlossen|gebeten|zugesagt|beauftragt|empfohlen|übernommen)|worden war(?:en)?|vereinbart worden|beschlossen worden|ob .* (?:übernimmt|übernehmen|beschließt)|im vergangenen Jahr|im Vorjahr|seinerzeit|damals|früher)\b/iu;

export const STILL_AGREED = /\b(?:vereinbart|beschlossen|beschließt|festgelegt|gebeten|erklärt sich|sagt\w* .{0,30}zu,)\b/iu;

/** Duties in the meeting itself are no agreements. */
export const DUTY_NOW =
  /(?<!\p{L})(?:übernimmt|übernahm|übernehmen)\s(?:\S+\s){0,4}?(?:das |die |heute |den )?(?:Protokoll|Protokollführung|Sitzungsleitung|Moderation|Leitung der Sitzung|Gesprächsleitung|Versammlungsleitung|Vorsitz)\b/iu;

export const ASKS_TO_SPEAK =
  /\b(?:bittet|bat|baten|bitten)\s(?:\S+\s){0,6}?um\s(?:\S+\s){0,3}?(?:das Wort|Wortmeldungen?|eine kurze Vorstellung|Verständnis|Entschuldigung|Ergänzungen zum Protokoll|Handzeichen|Aufmerksamkeit|einen (?:kurzen )?Bericht|Auskunft)\b/iu;

export const TASK_VERB =
  '(?:prüft|klärt|erstellt|erarbeitet|entwirft|formuliert|überarbeitet|organisiert|koordiniert|verschickt|versendet|sendet|schickt|übermittelt|übersendet|verteilt|kontaktiert|recherchiert|reserviert|bucht|sammelt|aktualisiert|veröffentlicht|vereinbart|bereitet|lädt|legt|stellt|nimmt|spricht|meldet|liefert|reicht|holt|fragt|leitet|setzt|gibt|schreibt|ruft|besorgt|beschafft|beantragt|informiert|plant|entwickelt|testet|fasst|bündelt|ergänzt|pflegt|trägt|bringt|bestellt|gestaltet|evaluiert|protokolliert|beauftragt|wertet|führt|macht|machen|dokumentiert|finalisiert|terminiert|konzipiert|prüfen|klären|erstellen|erarbeiten|entwerfen|formulieren|überarbeiten|organisieren|koordinieren|verschicken|versenden|senden|schicken|übermitteln|kontaktieren|sammeln|aktualisieren|veröffentlichen|bereiten|laden|legen|stellen|nehmen|melden|liefern|reichen|geben|holen|denken|entwickeln|schreiben|informieren|planen|benennen|benennt|nennt|nennen|testen|führen|tragen|bringen|setzen|stimmen|stimmt)';

export const REPORT_VERB =
  /\b(?:berichte\w*|stell(?:t|te|en|ten)\s(?:\S+\s){0,12}?(?:vor|dar|fest|klar)\b|erläuter\w*|weist\s|wies\s|ergänz\w+,|informier(?:t|te|en|ten)\s(?:\S+\s){0,3}?(?:über|darüber|dass)|begrüß\w*|frag(?:t|te|en|ten)(?:,|\s(?:nach,|ob\b))|dankt\w*|eröffnet\w*|schließt die|führt(?:e)?\s(?:\S+\s){0,10}?(?:aus|ein|durch die)\b|betont\w*|bestätigt\w*|gratulier\w*|gab\s|gibt (?:einen (?:kurzen )?(?:Überblick|Bericht|Einblick)|zu bedenken|bekannt)|regt\w* an|schlägt\s|schlug\s|spricht sich|sprach\s|hält\s|hob\s|hebt\s|nimmt (?:Bezug|Stellung|zur Kenntnis)|legt(?:e)? (?:dar|großen|Wert)|meldet(?:e)? sich zu Wort|fasst(?:e)? (?:die Diskussion|zusammen|das Gesagte|die bisherigen)|teilt\w* mit|kritisier\w*|bedauert\w*|lobt\w*|verliest|zeigt\w*|präsentier\w*|trägt vor|stimmt (?:dem|der|zu)|leitet (?:die Sitzung|in das Thema)|macht (?:deutlich|darauf))/iu;

export const ROUTINE =
  /\b(?:monatlich|regelmäßig|derzeit|aktuell|bereits|seit|bisher|zurzeit|momentan|üblicherweise|jährlich|immer|läuft)\b/iu;

export const DATED =
  /\b(?:bis|spätestens|innerhalb|binnen|innert|KW|(?:zur|in der|bis zur) (?:nächsten|kommenden)|(?:zum|beim|bis zum) (?:nächsten|kommenden)|zeitnah|umgehend|nächste Woche|kommende Woche|baldmöglichst|im Laufe)\b/iu;

export const PARTICIPLE =
  /\b(?!gegen)(?:\p{Ll}{0,10}ge(?!gen|hen|ben|stalten|winnen|nehmigen|währ)\p{Ll}{2,14}(?:t|en)|(?:be|er|ver|zer|ent|emp|miss|über|unter)\p{Ll}{3,14}(?:t)|\p{Ll}{3,14}iert)[.!]?$/u;

export const INFINITIVE = /\p{Ll}{2,}(?:en|ern|eln)[.!]?$/u;

export const SURE_VERB =
  '(?:prüf(?:t|en)|klär(?:t|en)|erstell(?:t|en)|organisier(?:t|en)|verschick(?:t|en)|versende(?:t|n)|erarbeite(?:t|n)|kontaktier(?:t|en)|koordinier(?:t|en)|recherchier(?:t|en)|überarbeite(?:t|n)|entwirft|entwerfen|formulier(?:t|en)|gestalte(?:t|n)|sammel(?:t|n)|aktualisier(?:t|en)|schreib(?:t|en)|schick(?:t|en)|sende(?:t|n)|teste(?:t|n)|beantrag(?:t|en)|besorg(?:t|en)|verteil(?:t|en)|veröffentlich(?:t|en)|liefer(?:t|n)|übermittel(?:t|n)|übersende(?:t|n)|reservier(?:t|en)|buch(?:t|en)|konzipier(?:t|en)|benenn(?:t|en)|bestell(?:t|en)|beschaff(?:t|en)|terminier(?:t|en)|finalisier(?:t|en)|begleite(?:t|n)|besuch(?:t|en)|moderier(?:t|en)|kalkulier(?:t|en)|berechne(?:t|n)|dokumentier(?:t|en)|evaluier(?:t|en)|übersetz(?:t|en)|plan(?:t|en)|erfass(?:t|en)|ermittel(?:t|n)|verfass(?:t|en)|erfrag(?:t|en)|erkundig(?:t|en)|kauf(?:t|en)|entwickel(?:t|n)|sichte(?:t|n)|informier(?:t|en) (?:die|den|das|alle|ihre|seine)|(?:lässt|lassen) (?:\\S+ ){1,6}(?:setzen|\\p{Ll}*drucken|erstellen|prüfen|anfertigen|gestalten|übersetzen)|vereinbar(?:t|en) einen)';

export const PARTED_VERB =
  /^(?:(?:bereite|lade|lädt|lad|stell|leg|nimm|nehm|sprech|sprich|reich|leit|hol|frag|meld|setz|geb|gib|ruf|wert|bau|richt|führ|stimm)\p{Ll}*)\b.*\b(?:vor(?=bereitung|$|[ .,])|ein|zusammen|zur Verfügung|bereit|Kontakt (?:\S+ ){0,4}auf|an|nach|weiter|in Verbindung|Rückmeldung|bei|aus|auf|durch|ab)(?=[.,;(]|$| und | bis | um )/u;

/** "… und berichtet in der nächsten Sitzung" is part of a task. */
export const REPORTS_BACK =
  /,? und (?:berichte\w*|informier\w*|stellt)\s[^.]{0,60}?(?:nächste|kommende|bis|dann|darüber|danach)[^.]*\.?$/iu;
