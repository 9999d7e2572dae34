/** Does the same with each, so many at a time: most of what a life takes is waiting. */
export async function sideBySide<T, R>(
  all: readonly T[],
  lanes: number,
  work: (one: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const waiting = all.entries();
  async function lane(): Promise<void> {
    for (const [index, one] of waiting) results[index] = await work(one);
  }
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}
