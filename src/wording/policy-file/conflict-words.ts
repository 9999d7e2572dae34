import type { ConflictProblem } from '../../policy/explain/problem.ts';
import type { ProblemWords } from './problem-words.ts';
import { quoteInput } from './quote-input.ts';

export const conflictWords: ProblemWords<ConflictProblem> = {
  'target-under-prefix': ({ prefix, byOrganisation }) =>
    `\`branches.target\` must not be a hotfix branch itself: it begins with \`${quoteInput(prefix)}\`${by(byOrganisation)}.`,
  'prefix-over-target': ({ target, byOrganisation }) =>
    `\`branches.prefix\` must not match the target, which is \`${quoteInput(target)}\`${by(byOrganisation)}.`,
  'prefix-below-target': ({ target, prefix }) =>
    `Git cannot have a branch \`${quoteInput(target)}\` beside branches under \`${quoteInput(prefix)}\`; choose another \`branches.prefix\`.`,
  'clock-never-starts': () =>
    'With `backfill.clock: deploy` the deadline starts with a deploy, but nothing in `deploys` detects one; name an environment, or leave the clock at `push`.',
  'opens-too-late': () =>
    '`backfill.open-after` is longer than `backfill.deadline`: the pull request would open after its deadline; make it shorter.',
  'prefix-in-name': ({ prefix }) =>
    `\`branches.name\` matches the part after the prefix; leave \`${quoteInput(prefix)}\` out of it.`,
  'own-check': ({ name }) =>
    `\`${quoteInput(name)}\` in \`backfill.required-checks\` is this App's own check, which waits for the others; leave it out.`,
  'own-label': ({ name }) =>
    `\`${quoteInput(name)}\` in \`backfill.labels\` is the label that the App adds at the deadline; leave it out.`,
  'gate-misspelt': ({ gate, known }) => `\`${quoteInput(gate)}\` is not a separate gate; write \`${known}\`.`,
  'gate-without-match': ({ gate, nearest, known }) =>
    `\`${quoteInput(gate)}\` is a gate of your own and needs \`match\`, by which it is recognised; ${nearest ? `did you mean \`${nearest}\`?` : `the others are ${known.join(', ')}.`}`,
  'permission-as-person': ({ name }) =>
    `\`${quoteInput(name)}\` in \`approvers\` is a permission, not a person; name people and teams, or leave \`approvers\` out to allow everyone with maintain or admin permission.`,
};

function by(organisation: boolean): string {
  return organisation ? " (from the organisation's file)" : '';
}
