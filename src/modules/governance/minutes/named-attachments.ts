import { type Block, squeeze } from './blocks.ts';

/** Attachments that are listed by what they are, without a number: "Anlagen: Präsentation, Teilnahmeliste". */
export function namedAttachments(blocks: readonly Block[]): { label: string; start: number; end: number; isPending: boolean }[] {
  const found: { label: string; start: number; end: number; isPending: boolean }[] = [];
  const push = (text: string, start: number) => {
    const label = squeeze(text)
      .replace(/\s*\([^)]*(?:folgt|nachgereicht|nachgeliefert|ausstehend)[^)]*\)/i, '')
      .replace(/[.;]$/, '');
    if (
      label.length >= 3 &&
      label.length <= 120 &&
      !/^(?:Anlage|Anhang|Beilage)\s*\w{1,3}\b/.test(label) &&
      !/^(?:keine|–|-)$/i.test(label)
    )
      found.push({ label, start, end: start + text.length, isPending: /folgt|nachgereicht|nachgeliefert|ausstehend/i.test(text) });
  };
  blocks.forEach((block, index) => {
    const match = /^(?:Anlagen?|Anhänge|Anhang|Beilagen?)\s*:?\s*/iu.exec(block.text);
    if (!match || /^(?:Anlage|Anhang|Beilage)n?\s*(?:Nr\.\s*)?(?:\d|[A-H]\b)/.test(block.text)) return;
    const rest = block.text.slice(match[0].length);
    if (rest.trim() !== '' && /:/.test(match[0])) {
      let at = block.start + match[0].length;
      for (const part of rest.split(/[;,]/)) {
        push(part, at);
        at += part.length + 1;
      }
    } else if (rest.trim() === '') {
      for (const each of blocks.slice(index + 1, index + 21)) {
        if (each.kind !== 'bullet' && each.kind !== 'numbered') break;
        push(each.text, each.start);
      }
    }
  });
  return found;
}
