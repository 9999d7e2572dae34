import { unconfirmedHints } from '../../hotfix/rules/deploy-hints.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { when } from '../phrases/when.ts';

/** Another repository says that a commit was deployed, and nobody who may say so here stands behind it. */
export const deployHintsWords = {
  line(situation: Situation): string {
    const hints = unconfirmedHints(situation);
    const [last] = hints.slice(-1);
    if (!last) return '';
    const { sha, at, by, where, hidden } = last;
    const others = hints.length > 1 ? ` (and ${hints.length - 1} more)` : '';
    const place = where === null || hidden ? 'Another repository' : codeSpan(where);
    const sender =
      by === null
        ? 'its sender is unknown'
        : `${hidden ? 'its sender' : codeSpan(by.login)} may not write here`;
    const zone = situation.inForce.policy.timezone;
    const line =
      where === null || hidden
        ? ''
        : ` To count every deploy that it reports, add ${codeSpan(`from: [${where}]`)} below ${codeSpan('deploys:')} in the policy file.`;
    return `**A reported deploy does not count yet.** ${place} says that ${codeSpan(sha.slice(0, 7))} was deployed, ${when(at, zone)}${others}, but ${sender}. If it was, confirm it with ${codeSpan('/hotfix deployed <time>')}; this needs write permission.${line}`;
  },
};
