const colours: Readonly<Record<string, number>> = {
  trace: 90,
  debug: 90,
  info: 32,
  warn: 33,
  error: 31,
  fatal: 35,
};
const notShown = ['time', 'level', 'msg', 'err', 'pid', 'hostname', 'name'];

/**
 * One line of the log for a terminal: `14:02:11 info  stored the delivery  event=push repository=acme/shop`. A stack
 * follows on lines of its own. Text from outside cannot start a line or move the cursor.
 */
export function prettyLine(json: string, colour: boolean): string {
  const entry = asRecord(parsed(json));
  if (!entry) {
    return json;
  }
  const level = String(entry.level);
  const paint = (code: number, text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const err = asRecord(entry.err);
  const fields = Object.entries(entry)
    .filter(([name]) => !notShown.includes(name))
    .map(([name, value]) => `${name}=${shown(value)}`);
  const message = shown(entry.msg ?? err?.message ?? '', false);
  const line = [
    paint(90, String(entry.time).slice(11, 19)),
    paint(colours[level] ?? 0, level.padEnd(5)),
    fields.length > 0 ? `${message}  ${paint(90, fields.join(' '))}` : message,
  ].join(' ');
  return `${[line, ...stackOf(err)].join('\n')}\n`;
}

function stackOf(err: Record<string, unknown> | null): string[] {
  const text = err?.stack ?? err?.message;
  return typeof text === 'string' ? text.split('\n').map((part) => `    ${visible(part.trim())}`) : [];
}

function shown(value: unknown, quoteBlanks = true): string {
  const text = typeof value === 'string' ? visible(value) : JSON.stringify(value);
  return quoteBlanks && typeof value === 'string' && /^$|[\s"=]/.test(text) ? JSON.stringify(text) : text;
}

/** Control characters, and those that turn the direction of writing, as escapes. */
function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : null;
}
