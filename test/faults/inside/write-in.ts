/** What a statement changes; `null` where it only reads, or opens and ends what others do. */
export interface Write {
  /** `insert`, `update`, … or `take` for one that looks for work, and mostly finds none. */
  verb: string;
  table: string;
}

/** Also as the first that is done within another statement: `with kept as (insert into …`. */
const writing =
  /^\s*(?:with\b.*?\bas \(\s*)?(insert into|update|delete from|create|alter|drop|truncate)\s+(?:unique )?(?:table |index |schema )?(?:if (?:not )?exists )?(?:"public"\.)?"?(\w+)?/is;

export function writeIn(sql: string): Write | null {
  const [, verb, table] = writing.exec(sql) ?? [];
  if (!verb) return null;
  return { verb: /skip locked/.test(sql) ? 'take' : (verb.split(' ')[0] ?? verb), table: table ?? '' };
}

/**
 * Runs a write between its two points. One that looks for work is a point only when it took some: else the points
 * would be as many as the seconds that pass.
 */
export async function between<T>(
  { verb, table }: Write,
  pass: (point: string) => void,
  { run, changed }: { run: () => Promise<T>; changed: (result: T) => number },
): Promise<T> {
  const name = `${verb} ${table}`;
  if (verb !== 'take') pass(`before ${name}`);
  const result = await run();
  if (verb !== 'take' || changed(result) > 0) pass(`after ${name}`);
  return result;
}
