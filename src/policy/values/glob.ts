export interface GlobOptions {
  ignoreCase?: boolean;
}

/** `false`: it matches nothing but itself. */
export function isGlob(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

/**
 * Whether the whole text matches: `*` stands for any run of characters (also `/`), `?` for one, everything else for
 * itself. Linear in the text for each star; no regular expression is made from the pattern.
 */
export function matchesGlob(
  pattern: string,
  text: string,
  { ignoreCase = false }: GlobOptions = {},
): boolean {
  const wanted = ignoreCase ? pattern.toLowerCase() : pattern;
  const given = ignoreCase ? text.toLowerCase() : text;
  let at = 0;
  let next = 0;
  let star = -1;
  let resume = 0;
  while (at < given.length) {
    if (wanted[next] === '*') {
      star = next++;
      resume = at;
    } else if (next < wanted.length && (wanted[next] === '?' || wanted[next] === given[at])) {
      next++;
      at++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  while (wanted[next] === '*') next++;
  return next === wanted.length;
}
