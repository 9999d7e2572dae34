import { parseBranchName } from '../../policy/branch-name.ts';
import type { Policy } from '../../policy/policy.ts';
import { codeBlock } from '../markdown/code-block.ts';
import { shellQuote } from '../markdown/shell-quote.ts';

/** Pushes the commit under the new name, then deletes the old one. */
export function renameCommands(sha: string, from: string, to: string): string {
  return codeBlock([`git push origin ${refspec(sha, to)}`, `git push origin --delete ${shellQuote(from)}`]);
}

/** GitHub still serves a commit by its id when it is on no branch. */
export function restoreCommands(sha: string, branch: string): string {
  return codeBlock([`git fetch origin ${sha}`, `git push origin ${refspec(sha, branch)}`]);
}

/** Brings the target into the hotfix branch, where the conflicts are solved. */
export function mergeTargetCommands(branch: string, target: string): string {
  return codeBlock([
    'git fetch origin',
    `git switch ${shellQuote(branch)}`,
    `git merge ${shellQuote(`origin/${target}`)}`,
    '# resolve the conflicts and git add the files, then',
    'git commit',
    `git push origin ${shellQuote(branch)}`,
  ]);
}

/** Reverts the revert: git does not merge again what it regards as merged. */
export function revertTheRevertCommands(revert: string, branch: string, target: string): string {
  return codeBlock([
    'git fetch origin',
    `git switch --create ${shellQuote(branch)} ${shellQuote(`origin/${target}`)}`,
    `git revert ${revert}`,
    `git push origin ${shellQuote(branch)}`,
  ]);
}

/** Brings the commits of a hotfix to the target anew, where a merge would bring nothing. */
export function pickCommands(
  { fork, head }: { fork: string; head: string },
  branch: string,
  target: string,
): string {
  return codeBlock([
    `git fetch origin ${head}`,
    'git fetch origin',
    `git switch --create ${shellQuote(branch)} ${shellQuote(`origin/${target}`)}`,
    `git cherry-pick ${fork}..${head}`,
    `git push origin ${shellQuote(branch)}`,
  ]);
}

function refspec(sha: string, branch: string): string {
  return shellQuote(`${sha}:refs/heads/${branch}`);
}

/**
 * A valid name that resembles the invalid one. `made`: the incident in it is an example to be replaced. `null`: no guess
 * fits the pattern of the policy.
 */
export function suggestName(policy: Policy, rest: string): { name: string; made: boolean } | null {
  const found = /^([a-z][a-z0-9]*)[-_ ]?(\d+)(?![a-z0-9])(.*)$/i.exec(rest);
  const guesses = [
    ...(found
      ? [{ incident: `${found[1]}-${found[2]}`.toUpperCase(), slug: slug(found[3] ?? ''), made: false }]
      : []),
    { incident: 'INCIDENT-123', slug: slug(rest), made: true },
  ];
  const names = guesses.map(({ incident, slug, made }) => ({
    name: `${policy.branches.prefix}${incident}-${slug}`,
    made,
  }));
  return names.find(({ name }) => parseBranchName(policy, name).kind === 'hotfix') ?? null;
}

function slug(text: string): string {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.join('-').slice(0, 60).replace(/-$/, '') || 'fix';
}
