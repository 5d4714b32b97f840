import type { Mode } from './schema.ts';

export const ONLINE =
  /(?:Video-?\s?konferenz|\bonline\b|Online-?(?:Sitzung|Treffen|Meeting|Konferenz)|virtuell|\bZoom\b|\bTeams\b|MS Teams|Webex|BigBlueButton|\bBBB\b|Jitsi|GoToMeeting|Webkonferenz|Web-?Meeting|Telefonkonferenz|Telko|\bdigital(?:e[rs]?)? (?:Sitzung|Treffen|Besprechung)|\bdigital\b|Videositzung|per Video|Skype|Webinar)/iu;

export const HYBRID = /\b(?:hybrid\w*|Hybrid-?\w*)/iu;

const ONSITE =
  /(?:\bvor Ort\b|\bPräsenz\w*|\bin Präsenz\b|\breal\b|(?:Sitzungs|Besprechungs|Konferenz|Seminar|Vortrags|Schulungs)(?:zimmer|saal|raum)|\bRaum\b|\bSaal\b|\b\p{Lu}\p{L}+(?:straße|strasse|gasse|platz|weg|allee)\s\d|\b[A-ZÄÖÜ]\p{L}+str\. ?\d|(?:Rathaus|Kreishaus|Bürgerhaus|Gasthof|Gasthaus|Hotel|Restaurant|Vereinsheim|Stadthalle|Kulturhaus|\p{Lu}\p{Ll}+zentrum|Landratsamt)\b|\bin den Räumen\b|\bHaus der\b)/u;

/** Where and how the meeting took place, from what is said of it. */
export function modeOf(text: string): Mode {
  const online = ONLINE.test(text);
  const onsite = ONSITE.test(text);
  if (HYBRID.test(text) || (online && onsite && /\b(?:und|sowie|bzw\.|\/|\+|teils|zugeschaltet)\b/.test(text))) return 'hybrid';
  if (online && onsite && /\boder\b/.test(text)) return 'unknown';
  if (online) return 'online';
  return onsite ? 'onsite' : 'unknown';
}
