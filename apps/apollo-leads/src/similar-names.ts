/** Longer names are compared by their beginnings: the comparison takes the product of the lengths. */
const LONGEST_NAME = 100;
/** From this share of equal letters on two names are one. */
const SAME = 0.7;

/** What is folded of a longer name; folding takes letters away, and what is left is cut once more. */
const LONGEST_READ = 10 * LONGEST_NAME;

const plain = (name: string): string =>
  name
    .slice(0, LONGEST_READ)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_NAME);

/** The longest run that both texts hold, the first one in the first text. */
function longestRun(a: string, b: string): readonly [atA: number, atB: number, length: number] {
  let best: readonly [number, number, number] = [0, 0, 0];
  let above: number[] = [];
  for (let i = 0; i < a.length; i += 1) {
    const row: number[] = [];
    for (let j = 0; j < b.length; j += 1) {
      if (a[i] !== b[j]) continue;
      const length = (above[j - 1] ?? 0) + 1;
      row[j] = length;
      if (length > best[2]) best = [i - length + 1, j - length + 1, length];
    }
    above = row;
  }
  return best;
}

function equalLetters(a: string, b: string): number {
  if (a === '' || b === '') return 0;
  const [atA, atB, length] = longestRun(a, b);
  if (length === 0) return 0;
  return (
    length +
    equalLetters(a.slice(0, atA), b.slice(0, atB)) +
    equalLetters(a.slice(atA + length), b.slice(atB + length))
  );
}

/** How alike two names are, 0 to 1, by Ratcliff and Obershelp; case and punctuation do not count. */
export function nameSimilarity(a: string, b: string): number {
  const [first, second] = [plain(a), plain(b)];
  const letters = first.length + second.length;
  return letters === 0 ? 0 : (2 * equalLetters(first, second)) / letters;
}

/** Whether two names are one; a name that is not known is no other's. */
export const sameName = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && nameSimilarity(a, b) >= SAME;
