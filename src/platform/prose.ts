/** Paragraphs and points of a text: an empty line separates, a line that begins with a dash is a point. */
export function blocksOf(text: string): { kind: 'text' | 'list'; lines: string[] }[] {
  const blocks: { kind: 'text' | 'list'; lines: string[] }[] = [];
  for (const paragraph of text.split(/\n\s*\n/)) {
    for (const line of paragraph
      .split('\n')
      .map((each) => each.trim())
      .filter(Boolean)) {
      const point = /^[-–•*]\s+(.+)$/.exec(line)?.[1];
      const last = blocks.at(-1);
      const kind = point === undefined ? 'text' : 'list';
      if (last?.kind === kind && last.lines.length > 0) last.lines.push(point ?? line);
      else blocks.push({ kind, lines: [point ?? line] });
    }
    blocks.push({ kind: 'text', lines: [] });
  }
  return blocks.filter((block) => block.lines.length > 0);
}
