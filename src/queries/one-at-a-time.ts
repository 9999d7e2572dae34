/**
 * Asks one question at a time, and keeps the answer for `span` milliseconds: however many want to know, the cost is the
 * same. Whoever comes while it is being asked waits for that answer.
 */
export function oneAtATime<T>(
  ask: () => Promise<T>,
  { now, span }: { now: () => Date; span: number },
): () => Promise<T> {
  let last: { at: number; isUnderWay: boolean; answer: Promise<T> } | null = null;
  return () => {
    const at = now().getTime();
    if (last && (last.isUnderWay || Math.abs(at - last.at) < span)) return last.answer;
    const asked = { at, isUnderWay: true, answer: ask() };
    const done = (): void => {
      asked.isUnderWay = false;
    };
    asked.answer.then(done, done);
    last = asked;
    return asked.answer;
  };
}
