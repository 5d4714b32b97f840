/** More words than this are not kept; a corpus has fewer that matter. */
const MOST = 50_000;

/** A pure function of one word that remembers its answers: the same few thousand words come again and again. */
export function remembered(work: (word: string) => string): (word: string) => string {
  const memory = new Map<string, string>();
  return (word) => {
    const known = memory.get(word);
    if (known !== undefined) return known;
    const answer = work(word);
    if (memory.size < MOST) memory.set(word, answer);
    return answer;
  };
}
