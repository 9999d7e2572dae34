import type { Repository } from '../hotfix/hotfix.ts';
import { found } from './found.ts';
import type { Installation } from './github.ts';

const policyPath = '.github/hotfix-policy.yml';

/** `unreadable`: there is something of that name which is no text file of a sensible size. */
export type PolicyFile = { kind: 'text'; text: string } | { kind: 'absent' } | { kind: 'unreadable' };

/** The policy file on the default branch. Throws where GitHub does not answer: that is not "there is none". */
export async function readPolicyFile(github: Installation, repository: Repository): Promise<PolicyFile> {
  const read = await contents(github, repository);
  if (read === null) return { kind: 'absent' };
  if (Array.isArray(read) || read.type !== 'file' || !('content' in read) || read.encoding !== 'base64') {
    return { kind: 'unreadable' };
  }
  return { kind: 'text', text: Buffer.from(read.content, 'base64').toString('utf8') };
}

/**
 * Whether a file that was there is there no more. GitHub says "not found" too of what an App may not see for the
 * moment: the repository itself has to be there, and the file missing once more.
 */
export async function isGone(github: Installation, repository: Repository): Promise<boolean> {
  await github.request('GET /repos/{owner}/{repo}', { owner: repository.owner, repo: repository.name });
  return (await contents(github, repository)) === null;
}

function contents(github: Installation, { owner, name }: Repository) {
  return found(
    github.request('GET /repos/{owner}/{repo}/contents/{path}', { owner, repo: name, path: policyPath }),
  );
}
