import type { ConflictProblem } from '../../policy/explain/problem.ts';
import type { ProblemWords } from './problem-words.ts';
import { quoteInput } from './quote-input.ts';

export const conflictWords: ProblemWords<ConflictProblem> = {
  'target-under-prefix': ({ prefix, byOrganisation }) =>
    `\`branches.target\` must not itself be a hotfix branch; it begins with \`${quoteInput(prefix)}\`${by(byOrganisation)}.`,
  'prefix-over-target': ({ target, byOrganisation }) =>
    `\`branches.prefix\` must not take the target in; the target is \`${quoteInput(target)}\`${by(byOrganisation)}.`,
  'prefix-below-target': ({ target, prefix }) =>
    `There can be no branch \`${quoteInput(target)}\` beside branches under \`${quoteInput(prefix)}\`; choose another \`branches.prefix\`.`,
  'clock-never-starts': () =>
    'With `backfill.clock: deploy` the deadline begins with a deploy, and `deploys` names nothing by which one is seen; name an environment, or leave the clock at `push`.',
  'opens-too-late': () =>
    '`backfill.open-after` is longer than `backfill.deadline`: the pull request would open when it is overdue; make it shorter.',
  'prefix-in-name': ({ prefix }) =>
    `\`branches.name\` is for what follows the prefix; leave \`${quoteInput(prefix)}\` out of it.`,
  'own-check': ({ name }) =>
    `\`${quoteInput(name)}\` in \`backfill.required-checks\` is this App's own check, which waits for the others; leave it out.`,
  'own-label': ({ name }) =>
    `\`${quoteInput(name)}\` in \`backfill.labels\` is what overdue ones carry, from the deadline on; leave it out.`,
  'gate-misspelt': ({ gate, known }) => `\`${quoteInput(gate)}\` is no gate of its own; write \`${known}\`.`,
  'gate-without-match': ({ gate, nearest, known }) =>
    `\`${quoteInput(gate)}\` is a gate of your own, and needs \`match\` to be known by; ${nearest ? `did you mean \`${nearest}\`?` : `the others are ${known.join(', ')}.`}`,
  'permission-as-person': ({ name }) =>
    `\`${quoteInput(name)}\` in \`approvers\` is a permission, and not a person; name people and teams, or leave \`approvers\` out: then whoever has maintain or admin permission may.`,
};

function by(organisation: boolean): string {
  return organisation ? ", by the organisation's file" : '';
}
