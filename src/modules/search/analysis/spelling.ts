/** Letters that a word may differ by and still be meant, by its length. */
const allowance = (length: number): number => (length < 5 ? 0 : length < 9 ? 1 : 2);

/**
 * How many letters are wrong, missing, too many or swapped (optimal string alignment distance), or undefined where more
 * than `most` are.
 */
function distance(a: string, b: string, most: number): number | undefined {
  if (Math.abs(a.length - b.length) > most) return undefined;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    if (Math.min(...row) > most) return undefined;
    before = last;
    last = row;
  }
  const result = last[b.length] ?? 0;
  return result <= most ? result : undefined;
}

/** What somebody may have meant by a word that nobody uses: the nearest, then the most used. */
export function nearestWord(word: string, candidates: readonly { word: string; documents: number }[]): string | undefined {
  const most = allowance(word.length);
  if (most === 0) return undefined;
  let best: { word: string; wrong: number; documents: number } | undefined;
  for (const candidate of candidates) {
    const wrong = distance(word, candidate.word, most);
    if (wrong === undefined || wrong === 0) continue;
    if (!best || wrong < best.wrong || (wrong === best.wrong && candidate.documents > best.documents)) best = { ...candidate, wrong };
  }
  return best?.word;
}
