import { RE2JS } from 're2js';

/** A match takes at most so many steps for each character: a name of 255 is matched in a few hundredths of a second. */
export const mostInstructions = 2_000;

/**
 * A regular expression in RE2's syntax. `null`: its program is larger than {@link mostInstructions}; one that is far
 * larger is not even compiled, which takes tens of megabytes. Throws the library's error where it is none.
 */
export function compilePattern(source: string): RE2JS | null {
  if (programBound(source) > 2 * mostInstructions) return null;
  const pattern = RE2JS.compile(source);
  return pattern.programSize() > mostInstructions ? null : pattern;
}

interface Group {
  /** Of what is complete in it, and of what a repetition would repeat. */
  size: number;
  last: number;
}

/** In RE2's grammar: taken letter by letter, an escape, a class, flags, a group begun, a repetition, a character. */
const part =
  /\\Q.*?(?:\\E|$)|\\.|\[\^?\]?(?:\\.|\[:\w*:\]|[^\]\\])*\]?|\(\?[\w-]*\)|\((?:\?(?:[\w-]*:|P?<\w*>))?|\{(\d{1,4})(,?)(\d{0,4})\}|./gs;

/** An upper bound for the size of its program: what is repeated by number is in it as often. */
function programBound(source: string): number {
  const groups: Group[] = [{ size: 0, last: 0 }];
  for (const [written, least, comma, most = ''] of source.matchAll(part)) {
    const group = groups.at(-1) ?? { size: 0, last: 0 };
    if (/^\((?!.*\)$)/s.test(written)) groups.push({ size: written.endsWith(':') ? 0 : 2, last: 0 });
    else if (written === ')' && groups.length > 1) {
      groups.pop();
      add(groups.at(-1), group.size + group.last);
    } else if (least !== undefined) {
      const times = Math.max(1, Number(most === '' ? least : most));
      group.last = group.last * times + (comma === '' ? 0 : times - Number(least) + 1);
    } else add(group, written.startsWith('\\Q') ? written.length : 1);
  }
  return groups.reduce((sum, { size, last }) => sum + size + last, 0);
}

function add(group: Group | undefined, size: number): void {
  if (!group) return;
  group.size += group.last;
  group.last = size;
}
