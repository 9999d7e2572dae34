/**
 * What a repository may still write where its organisation has locked a key: a value that is as strict, or stricter.
 * Each kind of value has one rule, and says it for the page about the file. Pure.
 */
export interface Lock<Value> {
  /** What may be written instead. */
  allows: string;
  /** Whether a value is as strict as the locked one, or stricter. */
  keeps: (locked: Value, given: Value) => boolean;
  /** Where a value has parts, those that are to blame. */
  loosened?: (locked: Value, given: Value) => string[];
}

/** Neither of two values is the stricter one. */
export const unchanged: Lock<unknown> = {
  allows: 'nothing else',
  keeps: (locked, given) => JSON.stringify(locked) === JSON.stringify(given),
};

export const atMost: Lock<number> = {
  allows: 'a smaller value or a shorter duration',
  keeps: (locked, given) => given <= locked,
};

export const atLeast: Lock<number> = {
  allows: 'a larger value',
  keeps: (locked, given) => given >= locked,
};

/** Values from the loosest to the strictest. */
export function inOrder<T extends string | boolean>(...values: T[]): Lock<T> {
  return {
    allows: `a later one of ${values.map((value) => `\`${value}\``).join(', ')}`,
    keeps: (locked, given) => values.indexOf(given) >= values.indexOf(locked),
  };
}

/**
 * A wider glob is no replacement for an entry: it matches more, and the entry may then be met by something that was
 * not meant. Of a list in which case matters, the entry in another case is another entry.
 */
export const eachEntry: Lock<readonly string[]> = {
  allows: 'more entries, while each locked one stays, letter by letter',
  keeps: (locked, given) => holds(given, locked),
};

/** For logins, labels and environments, which GitHub does not tell apart by case. */
export const eachName: Lock<readonly string[]> = {
  allows: 'more entries, while each locked one stays, in whatever case',
  keeps: (locked, given) => holds(given.map(inOneCase), locked.map(inOneCase)),
};

/** An empty list stands for something else than nothing, and nothing can be added to it. */
export const eachCheck: Lock<readonly string[]> = {
  allows: `${eachEntry.allows}; nothing instead of \`[]\``,
  keeps: (locked, given) => (locked.length === 0 ? given.length === 0 : eachEntry.keeps(locked, given)),
};

/** Whoever is not on the list may not decide; an empty list stands for many people. */
export const noOneElse: Lock<readonly string[]> = {
  allows: 'fewer entries, at least one; nothing instead of `[]`',
  keeps: (locked, given) => (given.length === 0) === (locked.length === 0) && eachName.keeps(given, locked),
};

/** Each entry is trusted. */
export const noneBeside: Lock<readonly string[]> = {
  allows: 'fewer entries',
  keeps: (locked, given) => eachName.keeps(given, locked),
};

export const inAnyCase: Lock<string> = {
  allows: 'nothing else',
  keeps: (locked, given) => inOneCase(locked) === inOneCase(given),
};

const everyDay = [1, 2, 3, 4, 5, 6, 7];

export const eachDay: Lock<readonly number[] | null> = {
  allows: 'more days, or `null`',
  keeps: (locked, given) => holds(given ?? everyDay, locked ?? everyDay),
};

interface Hours {
  from: number;
  until: number;
}

/** Hours of which none lies outside of the locked ones; `null` is none at all. */
export const noOtherHours: Lock<Hours | null> = {
  allows: 'a part of these hours, or `null`',
  keeps: (locked, given) => {
    if (given === null) return true;
    if (locked === null) return false;
    const day = 1_440;
    const after = (minute: number): number => (minute - locked.from + day) % day;
    const length = after(locked.until);
    const [from, until] = [after(given.from), after(given.until)];
    return from < length && until <= length && from < until;
  },
};

/** Whether two lists of names have the same entries, in whatever order and case. */
export function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return eachName.keeps(a, b) && eachName.keeps(b, a);
}

function holds<T>(list: readonly T[], entries: readonly T[]): boolean {
  return entries.every((entry) => list.includes(entry));
}

function inOneCase(name: string): string {
  return name.toLowerCase();
}
