/** The known key that was probably meant; `null` where none is near. */
export function nearestKey(written: string, known: readonly string[]): string | null {
  const meant = written
    .toLowerCase()
    .replace(/^\P{L}+|\P{L}+$/gu, '')
    .replaceAll('_', '-');
  const scored = known
    .map((key) => ({ key, distance: distance(meant, key) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = scored;
  if (best && best.distance <= most(best.key)) return best.key;
  return known.find((key) => beginsAlike(meant, key)) ?? null;
}

/** Two short words differ in two letters by chance. */
function most({ length }: string): number {
  return length <= 4 ? 1 : Math.max(2, Math.floor(length / 3));
}

/** Cut short, or ended otherwise. */
function beginsAlike(written: string, key: string): boolean {
  return (
    written.length >= 3 && (key.startsWith(written) || written.startsWith(key.slice(0, 5))) && key.length >= 4
  );
}

/** How many letters are wrong, missing, too many, or have changed places with the next one. */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? (before[j - 2] ?? 0) + 1 : change;
      next.push(Math.min(change, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
