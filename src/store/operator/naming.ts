/** Whether a stored value names a person: in a field about people, or by a mention in a text. */
export interface Naming {
  /** A text that people wrote. */
  text(text: string): boolean;
  /** A text that this App wrote: it may name people inside code too. */
  ours(text: string): boolean;
  /** Any JSON. `text`: how its texts are judged. */
  json(value: unknown, text?: (text: string) => boolean): boolean;
}

/**
 * A login may be any word (`state`, `main`, `push`). It is a person only after an `@`, in an address, or in a field
 * that holds logins.
 */
export function namingOf(login: string): Naming {
  const literal = login.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const mention = `(?<![\\w-])@\u200B?${literal}(?![\\w/-])`;
  const address = `(?<![\\w.-])(?:\\d+\\+)?${literal}@[a-z\\d-]+(?:\\.[a-z\\d-]+)*\\.[a-z]{2,}(?![\\w-])`;
  const written = new RegExp(`${mention}|${address}`, 'i');
  const byUs = new RegExp(`${written.source}|\`${literal}\``, 'i');
  const isLogin = (value: unknown): boolean =>
    typeof value === 'string' && value.toLowerCase() === login.toLowerCase();
  const naming: Naming = {
    text: (text) => written.test(text),
    ours: (text) => byUs.test(text),
    json(value, text = naming.text) {
      if (typeof value === 'string') return text(value);
      if (Array.isArray(value)) return value.some((one) => naming.json(one, text));
      if (typeof value !== 'object' || value === null) return false;
      return Object.entries(value).some(
        ([key, one]) =>
          (holdsLogin(key) && isLogin(one)) ||
          (key === 'pusher' && isLogin((one as { name?: unknown } | null)?.name)) ||
          naming.json(one, text),
      );
    },
  };
  return naming;
}

function holdsLogin(key: string): boolean {
  return key === 'login' || key === 'username';
}
