import { forkOf } from '../../hotfix/settlement/proofs.ts';
import type { Situation, TakenBack } from '../../hotfix/situation.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { commitLink, shortSha } from '../phrases/commit.ts';
import { pickCommands, revertTheRevertCommands } from '../phrases/git-commands.ts';
import { pullLink } from '../phrases/pull-request.ts';
import { when } from '../phrases/when.ts';
import { type CheckWords, late } from './check-topic.ts';

const inWords = {
  reverted: 'it is there no more',
  missing: 'its content is not all there: a merge left it out, or the branch was forced back',
};

/** It was on the target, and somebody took it back. */
export function reverted(situation: Situation, { how, by, at, files, head: index }: TakenBack): CheckWords {
  const { hotfix, target, backfill, inForce } = situation;
  const merged = backfill?.state === 'merged' ? pullLink(backfill) : null;
  const came =
    how === 'missing'
      ? `${merged ?? 'The fix'} came to`
      : merged
        ? `${merged} brought the fix to`
        : 'The fix was on';
  const who = by === null ? inWords[how] : `${commitLink(by, hotfix.repository)} took it back`;
  const listed = files.slice(0, 10).map((file) => codeSpan(file));
  const where =
    listed.length > 0
      ? ` It is missing in ${listed.join(', ')}${files.length > 10 ? ', and more' : ''}.`
      : '';
  const head = hotfix.heads[index]?.sha ?? hotfix.lastHead;
  const fork = forkOf(hotfix, head, target);
  const title =
    how === 'missing'
      ? `Merged, but missing on ${target}`
      : by === null
        ? `Taken back from ${target}`
        : `Reverted by ${shortSha(by)}`;
  return {
    title: late(title, situation),
    state: `**${came} ${codeSpan(target)}, but ${who}**, ${by === null ? 'seen ' : ''}on ${when(at, inForce.policy.timezone)}.${where} The obligation stands again, with a deadline of its own.`,
    owed: `the fix on ${codeSpan(target)} again`,
    next:
      by === null
        ? fork
          ? `If the fix is still wanted, pick its commits with the commands below, and merge that by a pull request.`
          : `Bring the fix to ${codeSpan(target)} again by a pull request.`
        : `If the fix is still wanted, revert the revert with the commands below, and merge that by a pull request.`,
    details: by
      ? [revertTheRevertCommands(by, `bring-back-${shortSha(by)}`, target)]
      : fork
        ? [pickCommands({ fork, head }, `bring-back-${shortSha(head)}`, target)]
        : [],
  };
}
