export interface Step {
  /** A person's login, `pipeline`, or `hotfix-policy`. */
  who: string;
  what: string;
  /** The first words of the text written, one line. */
  quote?: string | undefined;
}

export interface Printer {
  say(text: string): void;
  chapter(title: string): void;
  step(step: Step): void;
  mark(good: boolean, text: string, detail?: string): void;
}

export interface PrinterOptions {
  write: (text: string) => void;
  colour: boolean;
  /** Milliseconds since the story began. */
  elapsed: () => number;
}

/** Colours are for terminals whose user has not turned them off (https://no-color.org). */
export function wantsColour(stream: { isTTY?: boolean }, env: Record<string, string | undefined>): boolean {
  return stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
}

const codes = { bold: 1, faint: 2, red: 31, green: 32, yellow: 33, magenta: 35, cyan: 36 };
type Look = keyof typeof codes;

const longestName = 'hotfix-policy'.length;

/** Prints the story: one aligned line for each step, and below it the text written. */
export function createPrinter({ write, colour, elapsed }: PrinterOptions): Printer {
  const paint = (look: Look, text: string): string =>
    colour ? `\u001b[${codes[look]}m${text}\u001b[0m` : text;
  const line = (text: string): void => write(`${text.trimEnd()}\n`);
  return {
    say: line,
    chapter: (title) => line(`\n${paint('bold', title)}\n`),
    step({ who, what, quote }) {
      const time = `${(elapsed() / 1000).toFixed(1)} s`.padStart(7);
      line(`${paint('faint', time)}  ${paint(lookOf(who), who.padEnd(longestName))}  ${what}`);
      if (quote) line(`${' '.repeat(7 + 2 + longestName + 2)}${paint('faint', `“${quote}”`)}`);
    },
    mark(good, text, detail) {
      line(`  ${good ? paint('green', '✓') : paint('red', '✗')} ${text}`);
      if (detail) line(detail.replace(/^/gm, '      '));
    },
  };
}

function lookOf(who: string): Look {
  if (who === 'hotfix-policy') return 'magenta';
  return who === 'pipeline' ? 'yellow' : 'cyan';
}
