import { z } from 'zod';
import type { Actor } from '../../facts/fact.ts';
import { storable } from '../../store/storable.ts';

/**
 * Parts that payloads have in common. Texts by which something is known (branch, commit) must fit as they are;
 * texts that only people read are cut. All are free of what Postgres cannot store, also where the payload comes
 * from GitHub's delivery log and not from our own parsing.
 */

export const databaseId = z.int().nonnegative();

export const commitId = z
  .string()
  .regex(/^[0-9a-f]{40}$/i, 'expected a commit id of 40 hexadecimal digits')
  .transform((sha) => sha.toLowerCase());

/** GitHub names no branch longer than 255 bytes. */
export const branchName = z.string().min(1).max(255).transform(storable);

/** ISO 8601 in UTC with milliseconds, whatever offset it came with. */
export const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());

/** A text for people, cut to the length. */
export function line(length: number): z.ZodType<string, string> {
  return z.string().transform((text) => storable(cut(text, length)));
}

/** An address for people; `null` for none, and for what is no link. */
export const webAddress = z
  .string()
  .nullish()
  .transform((url) => (url && url.length <= 2048 && /^https?:\/\//.test(url) ? storable(url) : null));

/** An account; `null` where GitHub names none, as for one that was deleted. */
export const account = z
  .object({ login: line(100), type: z.string().nullish() })
  .nullish()
  .transform((who): Actor | null => (who ? { login: who.login, bot: who.type === 'Bot' } : null));

/** Its type takes any object, as it does; zod's own says an empty one. */
const anything: z.ZodType<object | null, object | null> = z.object({}).nullable().catch({});

/** Something of which only counts that it is there. */
export const there = anything.optional();

export const repositoryId = z.object({ id: databaseId });

/** The first line of a commit's message; `null` where it is empty. */
export function subjectOf(message: string | null | undefined): string | null {
  const first =
    message
      ?.trimStart()
      .split(/[\r\n]/, 1)[0]
      ?.trim() ?? '';
  return first === '' ? null : storable(cut(first, 200));
}

function cut(text: string, length: number): string {
  return text.slice(0, length);
}
