import { visible } from '../markdown/visible.ts';

/** Slack's own limits, in characters: https://docs.slack.dev/reference/block-kit/blocks */
export const headerLimit = 150;
export const sectionLimit = 3_000;
export const fieldLimit = 2_000;
/** Slack cuts the text of a message at 40,000 and asks for no more than 4,000. */
export const textLimit = 4_000;

/**
 * Text from outside as Slack takes it: `&`, `<` and `>` are all that mentions, channels and links can be made of. What is
 * longer than `limit` is cut, counted as it is sent and between characters.
 */
export function slackEscape(text: string, limit: number): string {
  const characters = [...visible(text, limit)].map(
    (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? character,
  );
  let size = 0;
  const kept = characters.filter((one) => {
    size += one.length;
    return size < limit;
  });
  return size < limit ? characters.join('') : `${kept.join('')}…`;
}

/** The same as code, in which Slack formats nothing. Nothing can escape a backtick there: a look-alike stands for it. */
export function slackCode(text: string, limit = 200): string {
  const shown = slackEscape(text.replaceAll('`', 'ˋ'), limit);
  return shown === '' ? '(empty)' : `\`${shown}\``;
}

/** A link; what is not http or https, or is too long, leaves its label alone. `label` is text from outside. */
export function slackLink(label: string, url: string | null): string {
  const words = slackEscape(
    label.replace(/[|*~`]/g, (one) => lookAlikes[one] ?? one),
    200,
  );
  if (url === null || url.length > 1_000 || !/^https?:\/\/[^\s]+$/i.test(url)) return words;
  const safe = url.toWellFormed().replace(/[^A-Za-z0-9\-._~:/?#@!$&+,;=%]/gu, encodeURIComponent);
  return `<${safe.replaceAll('&', '&amp;')}|${words}>`;
}

const lookAlikes: Record<string, string> = { '|': '¦', '*': '∗', '~': '∼', '`': 'ˋ' };

/** One of our texts within a limit: first its links go, then its end. No code and no entity is cut through. */
export function slackWithin(mrkdwn: string, limit: number): string {
  if (mrkdwn.length <= limit) return mrkdwn;
  const unlinked = mrkdwn.replace(/<[^|>]*\|([^>]*)>/g, '$1');
  if (unlinked.length <= limit) return unlinked;
  const cut = unlinked.slice(0, limit - 2).replace(/&[a-z]{0,3}$|[\uD800-\uDBFF]$/, '');
  const open = cut.split('`').length % 2 === 0;
  return open ? `${cut}…\`` : `${cut}…`;
}

/** One of our texts with nothing but words: for notifications, and for who hears them read out. */
export function slackWords(mrkdwn: string): string {
  return mrkdwn.replace(
    /`([^`]*)`|<[^|>]*\|([^>]*)>|\*/g,
    (_, code?: string, label?: string) => code ?? label ?? '',
  );
}

/** Where the first link of one of our texts leads; `null`: it has none. */
export function slackAddress(mrkdwn: string): string | null {
  return /<([^|>]*)\|/.exec(mrkdwn.replace(/`[^`]*`/g, ''))?.[1] ?? null;
}
