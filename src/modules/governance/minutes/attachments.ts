export interface FoundAttachment {
  label: string;
  agendaItem: string | null;
  status: 'present' | 'pending';
  start: number;
  end: number;
}

const NUMBERED =
  /(?<!\p{L})(Anlagen?|Anhang|Anhänge|Beilagen?|Anl\.|Beil\.)[  \n]*((?:Nr\. ?)?(?:\d{1,2}[a-z]?|[A-H](?![\p{L}])|[IVX]{1,4}(?!\p{L})))((?:\s*(?:,|und|sowie|bis|–|-)\s*(?:\d{1,2}[a-z]?|[A-H](?![\p{L}])))*)/gu;
const PENDING =
  /(?:wird|werden|folgt|folgen|noch)\s*(?:\S+\s){0,6}?(?:nachgereicht|nachgeliefert|nachgesendet|nachgesandt|nachgeschickt|noch (?:verschickt|versandt|zugesandt|geliefert)|gesondert (?:verschickt|versandt)|separat (?:verschickt|versandt)|später (?:verschickt|versandt|nachgereicht))|\bfolgt(?: noch| separat| in Kürze| später)?\b|\bfolgen(?: noch| separat)\b|liegt noch nicht vor|noch ausstehend|steht noch aus|ausstehend|nachzureichen|fehlt noch|noch nicht vorhanden/iu;

export interface Place {
  agendaItem: string | null;
  text: string;
  start: number;
}

const singular = (word: string) => (word.startsWith('Anl') ? 'Anlage' : word.startsWith('Beil') ? 'Beilage' : 'Anhang');

/** What stands around a mention, up to the ends of its sentence. */
function around(text: string, from: number, to: number): string {
  const after = /^[^.;\n]{0,120}/u.exec(text.slice(to))?.[0] ?? '';
  const before = /[^.;\n]{0,60}$/u.exec(text.slice(Math.max(0, from - 60), from))?.[0] ?? '';
  // What another attachment says is not said of this one.
  return `${before.split(/(?:Anlage|Anhang|Beilage)\s*\w{1,3}/).at(-1) ?? ''} ${after.split(/(?:Anlage|Anhang|Beilage)\s*\d/)[0] ?? ''}`;
}

/** Attachments by their labels; each once, pending if anywhere is said that it is still to come. */
export function readAttachments(places: readonly Place[]): FoundAttachment[] {
  const found = new Map<string, FoundAttachment>();
  for (const place of places) {
    for (const match of place.text.matchAll(NUMBERED)) {
      const word = singular(match[1] ?? '');
      const numbers = [(match[2] ?? '').replace(/^Nr\. ?/, '')];
      const more = [...(match[3] ?? '').matchAll(/(,|und|sowie|bis|–|-)\s*(\d{1,2}[a-z]?|[A-H])/gu)];
      for (const [, separator, number] of more) {
        const last = Number(numbers.at(-1));
        if (/bis|–|-/.test(separator ?? '') && Number(number) - last > 1 && Number(number) - last < 30)
          for (let n = last + 1; n < Number(number); n++) numbers.push(String(n));
        numbers.push(number ?? '');
      }
      const isPending = PENDING.test(around(place.text, match.index, match.index + match[0].length));
      for (const number of numbers) {
        const label = `${word} ${number}`;
        const known = found.get(label);
        if (known) {
          if (isPending) known.status = 'pending';
          known.agendaItem ??= place.agendaItem;
          continue;
        }
        found.set(label, {
          label,
          agendaItem: place.agendaItem,
          status: isPending ? 'pending' : 'present',
          start: place.start + match.index,
          end: place.start + match.index + match[0].length,
        });
      }
    }
  }
  return [...found.values()];
}
