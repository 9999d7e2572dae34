import type { Command, Hotfix } from './hotfix.ts';
import { parseCommand } from './parse-command.ts';

/** What became of a command. `waiting`: GitHub has yet to say whether its author may give it. */
export type Outcome =
  | { kind: 'waiting' }
  | { kind: 'accepted' }
  | { kind: 'refused'; because: 'unknown' | 'incomplete' | 'author' | 'not-entitled' };

/**
 * What becomes of a command follows from facts that do not change any more: what was accepted once stays so, whatever
 * becomes of the comment, of its author's rights, or of the branch.
 */
export function outcomeOf(command: Command, hotfix: Hotfix): Outcome {
  const parsed = parseCommand(command.line);
  switch (parsed.verb) {
    case 'unknown':
    case 'incomplete':
      return { kind: 'refused', because: parsed.verb };
    case 'status':
    case 'help':
      return { kind: 'accepted' };
    case 'supersede':
      // Four eyes: nobody declares their own debt paid.
      if (isAuthor(command, hotfix)) return { kind: 'refused', because: 'author' };
      if (command.entitled === null) return { kind: 'waiting' };
      return command.entitled ? { kind: 'accepted' } : { kind: 'refused', because: 'not-entitled' };
  }
}

/** Whether they began the hotfix, or had pushed to it by then. */
function isAuthor({ by, at }: Command, { startedBy, heads }: Hotfix): boolean {
  const authors = [startedBy, ...heads.filter((head) => head.at <= at).map((head) => head.by)];
  return authors.some(({ login }) => login.toLowerCase() === by.login.toLowerCase());
}

/** That somebody entitled to it declared what had been pushed until then to be on the target in another form, or void. */
export interface Declaration {
  command: Command;
  reason: string;
  /** Index of the newest head that it covers. */
  head: number;
}

/** Oldest first. */
export function declarations(hotfix: Hotfix): Declaration[] {
  return hotfix.commands.flatMap((command) => {
    const parsed = parseCommand(command.line);
    if (parsed.verb !== 'supersede' || outcomeOf(command, hotfix).kind !== 'accepted') return [];
    // GitHub's times are whole seconds: what was pushed within the same one may have come after it.
    const head = hotfix.heads.findLastIndex(({ at }) => at < command.at);
    return head < 0 ? [] : [{ command, reason: parsed.reason, head }];
  });
}
