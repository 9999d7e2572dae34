import type { Removal } from '../../hotfix/settlement/obligation.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { late } from '../check-run/headline.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { addressedTo } from '../markdown/mention.ts';
import { commitLink, shortSha } from '../phrases/commit.ts';
import { deadlineText } from '../phrases/deadline.ts';
import { pickCommands, revertTheRevertCommands } from '../phrases/git-commands.ts';
import { pullLink } from '../phrases/pull-request.ts';
import { when } from '../phrases/when.ts';
import type { HeadlineWords, HotfixReport } from './words.ts';

/** The fix was on the target, and no longer is. */
export const takenBackWords = {
  headline(situation: Situation): HeadlineWords {
    const { target, inForce, obligation } = situation;
    const lost = obligation.kind === 'open' ? obligation.removed : null;
    if (!lost) throw new Error('only a fix that was taken back has these words');
    const { by, at } = lost;
    const seen = `${by === null ? 'seen ' : ''}on ${when(at, inForce.policy.timezone)}`;
    return {
      title: late(titleOf(lost, target), situation),
      state: `**${came(situation, lost)} ${codeSpan(target)}, but ${whatHappened(situation, lost)}**, ${seen}.${where(lost)} The fix is owed again, with a new deadline.`,
      owed: `the fix on ${codeSpan(target)} again`,
      ...remedy(situation, lost),
    };
  },

  comment({ situation, status: { state, next, details } }: HotfixReport): string[] {
    return [
      addressedTo(situation.hotfix.startedBy, state),
      `- **Deadline:** ${deadlineText(situation)}\n- **Next:** ${next}`,
      ...details,
    ];
  },
  heldBack: 'a comment that the fix was taken back and is owed again',
};

function titleOf({ how, by }: Removal, target: string): string {
  if (how === 'missing') return `Merged, but missing on ${target}`;
  return by === null ? `Taken back from ${target}` : `Reverted by ${shortSha(by)}`;
}

function came({ backfill }: Situation, { how }: Removal): string {
  const merged = backfill?.state === 'merged' ? pullLink(backfill) : null;
  if (how === 'missing') return `${merged ?? 'The fix'} came to`;
  return merged ? `${merged} brought the fix to` : 'The fix was on';
}

function whatHappened({ hotfix }: Situation, { how, by }: Removal): string {
  if (by !== null) return `${commitLink(by, hotfix.repository)} reverted it`;
  return how === 'reverted'
    ? 'it is no longer there'
    : 'not all of its content is there: a merge left it out, or a force push removed it';
}

function where({ files }: Removal): string {
  const listed = files.slice(0, 10).map((file) => codeSpan(file));
  if (listed.length === 0) return '';
  return ` It is missing in ${listed.join(', ')}${files.length > 10 ? ', and more' : ''}.`;
}

function remedy({ target }: Situation, { by, head, fork }: Removal): Pick<HeadlineWords, 'next' | 'details'> {
  if (by !== null)
    return {
      next: 'If the fix is still wanted, revert the revert with the commands below and merge that by a pull request.',
      details: [revertTheRevertCommands(by, `bring-back-${shortSha(by)}`, target)],
    };
  if (!fork) return { next: `Bring the fix to ${codeSpan(target)} again by a pull request.`, details: [] };
  return {
    next: 'If the fix is still wanted, pick its commits with the commands below and merge that by a pull request.',
    details: [pickCommands({ fork, head }, `bring-back-${shortSha(head)}`, target)],
  };
}
