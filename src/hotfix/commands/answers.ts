import { subHours } from 'date-fns/subHours';
import { type Comment, comment, type Reaction, reaction } from '../../artefact/artefact.ts';
import { artefactKey } from '../../artefact/keys.ts';
import { identityOf } from '../../facts/happened.ts';
import type { Command } from './command.ts';

/** Anybody may comment on a public repository, and each answer is a write that others wait for. */
const commentsAnsweredAnHour = 5;

/**
 * The comments to which nothing is answered: beyond the fifth of one person on one thread within an hour, unless GitHub
 * has said of them there that they may give a command. What is passed over changes nothing either. `commands`: oldest
 * first.
 */
export function passedOver(commands: readonly Command[]): ReadonlySet<number> {
  const entitled = new Set(commands.filter((one) => one.entitled === true).map(authorOnThread));
  const passed = new Set<number>();
  /** When the last comments of each person on each thread were answered. */
  const answered = new Map<string, Date[]>();
  for (const [on, [first]] of byComment(commands)) {
    if (!first) continue;
    const who = authorOnThread(first);
    if (entitled.has(who)) continue;
    const since = subHours(first.at, 1);
    const recent = (answered.get(who) ?? []).filter((at) => at > since);
    if (recent.length < commentsAnsweredAnHour) recent.push(first.at);
    else passed.add(on);
    answered.set(who, recent);
  }
  return passed;
}

function authorOnThread({ number, by }: Command): string {
  return `${number} ${identityOf(by)}`;
}

interface Judged extends Command {
  outcome: { kind: 'waiting' | 'accepted' | 'refused' | 'passed-over' };
}

/** One reaction and one answer a comment, once all of its commands are judged. `isSilent`: the result is there to be seen. */
export function answersTo<C extends Judged>(
  commands: readonly C[],
  isSilent: (command: C) => boolean = () => false,
): (Comment | Reaction)[] {
  const judged = byComment(commands).filter(([, its]) =>
    its.every(({ outcome }) => outcome.kind === 'accepted' || outcome.kind === 'refused'),
  );
  const reactions = judged.map(([on, its]) => {
    const content = its.every(({ outcome }) => outcome.kind === 'accepted') ? '+1' : 'confused';
    return reaction({ key: artefactKey.reaction(on), comment: on, content });
  });
  const answers = judged.flatMap(([, its]) => {
    const first = its.find((one) => !isSilent(one));
    return first ? [comment({ key: first.key, number: first.number })] : [];
  });
  return [...reactions, ...answers];
}

/** The commands of the comment that this artefact answers. */
export function answeredBy<C extends Command>(commands: readonly C[], key: string): C[] {
  const first = commands.find((one) => one.key === key);
  return first ? commands.filter((one) => one.comment === first.comment) : [];
}

function byComment<C extends Command>(commands: readonly C[]): [comment: number, commands: C[]][] {
  return [...Map.groupBy(commands, (command) => command.comment)];
}
