import type { RE2JS } from 're2js';
import { compilePattern } from './pattern.ts';

/** Of a state that a match adds to what the library keeps, and of one instruction in it. */
const stateBytes = 300;
const instructionBytes = 8;
/** Of one instruction of the program itself, where it has a class of characters. */
const programBytes = 500;

/**
 * Compiled patterns, up to so many bytes. The library keeps what it learns at each match with the pattern, up to 8 MB:
 * it is counted as if each character of each match taught it something.
 */
export class PatternCache {
  private readonly mostBytes: number;
  private readonly patterns = new Map<string, RE2JS>();
  private held = 0;

  constructor(mostBytes: number) {
    this.mostBytes = mostBytes;
  }

  /** At most this much is kept now. */
  get bytes(): number {
    return this.held;
  }

  /** The named groups of a text that matches as a whole; `null`: it does not, or the pattern is too large. */
  match(source: string, text: string): ((group: string) => string | null) | null {
    const pattern = this.patterns.get(source) ?? compilePattern(source);
    if (!pattern) return null;
    const size = pattern.programSize();
    const learnt = (text.length + 1) * (stateBytes + size * instructionBytes);
    const isNew = !this.patterns.has(source);
    const more = learnt + (isNew ? source.length * 2 + size * programBytes : 0);
    if (this.held + more > this.mostBytes) this.clear();
    else {
      this.patterns.set(source, pattern);
      this.held += more;
    }
    const matcher = pattern.matcher(text);
    return matcher.matches() ? (group) => matcher.group(group) : null;
  }

  private clear(): void {
    this.patterns.clear();
    this.held = 0;
  }
}
