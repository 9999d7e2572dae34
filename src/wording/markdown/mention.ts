import type { Actor } from '../../facts/fact.ts';
import { codeSpan } from './code-span.ts';

/** Also of managed users, whose logins hold an underscore. */
const login = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
const team = /^[A-Za-z0-9][A-Za-z0-9-]{0,99}\/[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/;

/**
 * Mentions a user (`login`) or a team (`org/team`). What cannot be one, a bot's login too, is shown as code; a `|`,
 * which no name has, is replaced so that the text may stand in a table's cell too.
 */
export function mention(name: string): string {
  return login.test(name) || team.test(name) ? `@${name}` : codeSpan(name.replaceAll('|', '¦'));
}

/** Mentions a person; a bot is only named. */
export function mentionActor({ login, bot }: Actor): string {
  return bot ? codeSpan(login.replaceAll('|', '¦')) : mention(login);
}

/** Everybody who has to know, each once in any case, the author first. */
export function mentionAll(author: Actor, owners: string[]): string {
  const names = [...(author.bot ? [] : [author.login]), ...owners];
  const once = names.filter(
    (name, index) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === index,
  );
  return once.map(mention).join(', ');
}

/** The sentence, addressed to a person; a bot is not addressed. */
export function addressedTo(actor: Actor, sentence: string): string {
  return actor.bot ? sentence : `${mentionActor(actor)}: ${sentence}`;
}
