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
    `There is a \`${other}\` as well, which is not read; move what it says into \`${path}\`, and remove it.`,
  locked: (_, { path }) =>
    `\`${path}\` is locked by the organisation, and can be made stricter here, not looser; the organisation's value stays in force. Leave the key out, or ask for it to be unlocked.`,
  'unknown-person': ({ name, orTeam }, { path }) =>
    `\`${path}\` names \`${quoteInput(name)}\`, whom GitHub does not know; write an existing login${orTeam ? ', or a team as org/team' : ''}.`,
  'unknown-team': ({ name }, { path }) =>
    `\`${path}\` names the team \`${quoteInput(name)}\`, which GitHub does not know; write an existing one, as org/team.`,
  'unknown-target': ({ target }) =>
    `\`branches.target\` names the branch \`${quoteInput(target)}\`, which is not there; name one that is, or leave the key out: then it is the default branch.`,
};
