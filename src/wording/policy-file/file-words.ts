import type { FileProblem } from '../../policy/explain/problem.ts';
import { quoteInput } from './quote-input.ts';

export const fileWords: {
  [Code in FileProblem['code']]: (
    problem: Extract<FileProblem, { code: Code }>,
    at: { path: string },
  ) => string;
} = {
  unreadable: () => 'This is not a text file of at most 16 KiB; write the policy as a plain YAML file.',
  'second-file': ({ path, other }) =>
    `There is also a \`${other}\`, which is not read; move its content into \`${path}\`, and delete it.`,
  locked: ({ allows }, { path }) =>
    `\`${path}\` is locked by the organisation, whose value stays in force. A repository may write ${allows}. Leave the key out, or ask the organisation to unlock it.`,
  'unknown-person': ({ name, orTeam }, { path }) =>
    `\`${quoteInput(name)}\` in \`${listOf(path)}\` is not a GitHub user; write an existing login${orTeam ? ', or a team as org/team' : ''}.`,
  'unknown-team': ({ name }, { path }) =>
    `\`${quoteInput(name)}\` in \`${listOf(path)}\` is not a GitHub team; write an existing one, as org/team.`,
  'unknown-target': ({ target }) =>
    `\`branches.target\` names the branch \`${quoteInput(target)}\`, which does not exist; name one that does, or leave the key out to use the default branch.`,
};

/** The list of the entry at a path. */
function listOf(path: string): string {
  return path.replace(/\.\d+$/, '');
}
