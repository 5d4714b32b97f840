export interface Sentence {
  text: string;
  start: number;
  end: number;
}

const ABBREVIATION =
  /(?:^|[\s(„"])(?:z|u|d|o|i|e|a|s|v|n|bzw|ca|etc|usw|Dr|Prof|Hr|Fr|Hrn|Nr|Abs|Art|Ing|Dipl|Mag|St|Str|Tel|vgl|inkl|exkl|ggf|evtl|max|min|Mio|Mrd|lfd|stv|stellv|entspr|sog|div|resp|rd|zzgl|Jan|Jän|Feb|Mär|Apr|Jun|Jul|Aug|Sept|Sep|Okt|Nov|Dez|phil|rer|nat|med|habil|Trakt|Ziff|Kap|Std|Uhr u|Bsp|Min|\p{Lu}|\d{1,2})$/u;

/** Cuts German text into sentences; abbreviations, ordinals and dates do not end one. */
export function sentencesOf(text: string, start: number): Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  const push = (to: number) => {
    const raw = text.slice(from, to);
    const lead = raw.length - raw.trimStart().length;
    const inner = raw.trim();
    // "(Ja: 4, Nein: 0) Herr Mattick …": what stands in brackets first is a sentence of its own.
    const bracket = inner.startsWith('(') ? /^\([^()]{3,160}\)(?=\s+\p{Lu})/u.exec(inner) : null;
    if (bracket) {
      sentences.push({ text: bracket[0], start: start + from + lead, end: start + from + lead + bracket[0].length });
      from += lead + bracket[0].length;
      push(to);
      return;
    }
    if (inner !== '') sentences.push({ text: inner, start: start + from + lead, end: start + from + lead + inner.length });
    from = to;
  };
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character !== '.' && character !== '!' && character !== '?') continue;
    let end = index + 1;
    while (end < text.length && /[.!?"“”»)]/.test(text[end] as string)) end++;
    const next = /^\s+[„"»(–-]?\s?[\p{Lu}\d→]/u.test(text.slice(end, end + 6));
    if (end < text.length && !next) continue;
    if (character === '.' && end === index + 1) {
      const before = text.slice(Math.max(0, index - 12), index);
      const isOrdinal =
        /(?:^|[\s(])\d{1,2}$/.test(before) &&
        /^\s+\p{Lu}/u.test(text.slice(end, end + 4)) &&
        !/(?:TOP|Anlage|Punkt|KW|Nr\.?) \d{1,2}$/.test(before);
      const isLabel = /(?:Anlage|Beilage|Anhang|Punkt|Raum|Saal|Gruppe|Variante|Option|Modell|Teil|Haus|Block)\s\p{Lu}$/u.test(before);
      if (end < text.length && !isLabel && ABBREVIATION.test(before) && (isOrdinal || !/\d$/.test(before))) continue;
    }
    push(end);
    index = end - 1;
  }
  push(text.length);
  return sentences;
}
