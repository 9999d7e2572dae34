import { GitHubTrouble } from '../client/errors.ts';
import type { RepositoryApi } from '../client/repository-api.ts';

/** Names of the checks that GitHub requires before a merge into the branch: by rulesets, and by branch protection. */
export async function readRequiredChecks(github: RepositoryApi, branch: string): Promise<string[]> {
  const named = await Promise.all([byRulesets(github, branch), byProtection(github, branch)]);
  return [...new Set(named.flat())].sort((a, b) => (a < b ? -1 : 1));
}

async function byRulesets(github: RepositoryApi, branch: string): Promise<string[]> {
  const asked = { branch, per_page: 100 };
  const rules = await github
    .request('GET /repos/{owner}/{repo}/rules/branches/{branch}', asked)
    .then(({ data }) => data, withoutRulesets);
  return rules.flatMap((rule) =>
    rule.type === 'required_status_checks'
      ? (rule.parameters?.required_status_checks ?? []).map((one) => one.context)
      : [],
  );
}

/** Private repositories of plans without rulesets answer 403 with an offer to upgrade: they can have no rules. */
function withoutRulesets(error: unknown): never[] {
  const trouble = error instanceof GitHubTrouble ? error.trouble : null;
  if (trouble?.kind === 'forbidden' && /upgrade/i.test(trouble.reason)) return [];
  throw error;
}

/** The branch itself tells its required checks to anyone who may read it; the protection's own address does not. */
async function byProtection(github: RepositoryApi, branch: string): Promise<string[]> {
  // A pull request to it is open: that GitHub does not find it is no answer.
  const asked = { branch };
  const { data } = await github.request('GET /repos/{owner}/{repo}/branches/{branch}', asked);
  const required = data.protected ? data.protection?.required_status_checks : undefined;
  return [...(required?.contexts ?? []), ...(required?.checks ?? []).map((check) => check.context)];
}
