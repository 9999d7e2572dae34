import { artefactKey } from '../../artefact/keys.ts';
import { markerOf } from '../../artefact/marker.ts';
import type { Repository } from '../../facts/repository.ts';
import type { ProductionDeploy } from '../../hotfix/production-deploys.ts';
import { parseBranchName } from '../../policy/branch-name.ts';
import type { Policy } from '../../policy/policy.ts';
import { targetOf } from '../../policy/target.ts';
import type { RogueFinding } from '../../repository/rogue-deploys.ts';
import { codeSpan, codeSpanInCell } from '../markdown/code-span.ts';
import { bodyLimit, fit } from '../markdown/fit.ts';
import { link } from '../markdown/link.ts';
import { mentionAll } from '../markdown/mention.ts';
import { titleText } from '../markdown/plain-text.ts';
import { table } from '../markdown/table.ts';
import { commitLink, shortSha } from '../phrases/commit.ts';
import { restoreCommands } from '../phrases/git-commands.ts';
import { when } from '../phrases/when.ts';

const mostRows = 50;

/** The issue of deploys that were on neither the target nor a hotfix branch: open with the ways out, closed with its cure. */
export function rogueDeployText(
  finding: RogueFinding,
  repository: Repository,
  policy: Policy,
): { title: string; body: string } {
  const { deploys, environment, cure, before } = finding;
  const first = deploys[0];
  const last = deploys.at(-1);
  if (!first || !last) throw new Error('a finding has a deploy');
  const target = targetOf(policy, repository);
  const who = mentionAll(last.by ?? { login: '', bot: true }, policy.owners);
  const paragraphs = [
    markerOf(artefactKey.breach('rogue-deploy', String(first.deployment))),
    ...(cure ? cured(finding, repository, policy) : broken(last, { target, repository, policy })),
    '### Evidence',
    evidence(deploys, repository, policy),
    ...(before
      ? [
          `Before that, ${codeSpan(environment)} ran ${commitLink(before.sha, repository)}, deployed on ${when(before.at, policy.timezone)}.`,
        ]
      : []),
    ...(who === '' ? [] : [`For ${who}.`]),
  ];
  const title = `Rogue deploy of ${shortSha(first.sha)} to ${environment}`;
  return { title: titleText(title, 200), body: fit(paragraphs.join('\n\n'), bodyLimit) };
}

function broken(
  last: ProductionDeploy,
  { target, repository, policy }: { target: string; repository: Repository; policy: Policy },
): string[] {
  const { prefix } = policy.branches;
  const commit = commitLink(last.sha, repository);
  const example = `${prefix}INCIDENT-123-describe-the-fix`;
  const name = parseBranchName(policy, example).kind === 'hotfix' ? example : `${prefix}NEW-NAME`;
  return [
    `**${codeSpan(last.environment)} runs ${commit}, which is on neither ${codeSpan(target)} nor a hotfix branch.** No full pipeline stood before it, nothing sees to it that it is kept, and the next normal deploy takes it away.`,
    `**Next:** If it is not meant to stay, deploy ${codeSpan(target)} again. If it is a fix that production needs, make a hotfix of it with the commands below; the pull request to ${codeSpan(target)} then opens by itself.`,
    restoreCommands(last.sha, name),
    `In the branch name, put the ID of your incident and what is fixed. Should production be deployed from another branch on purpose, say so in the policy (${codeSpan('branches.target')}), or take ${codeSpan(last.environment)} out of ${codeSpan('deploys.environments')}.`,
    `This issue closes by itself when a commit of ${codeSpan(target)} or of a hotfix branch is deployed to ${codeSpan(last.environment)}, or when ${commit} is on one of them.`,
  ];
}

function cured(
  { cure, environment, deploys }: RogueFinding,
  repository: Repository,
  policy: Policy,
): string[] {
  const target = codeSpan(targetOf(policy, repository));
  if (cure?.kind === 'replaced') {
    const { sha, at } = cure.by;
    return [
      `**Cured.** Since ${when(at, policy.timezone)} ${codeSpan(environment)} runs ${commitLink(sha, repository)}, which belongs there. What was deployed before it is on neither ${target} nor a hotfix branch: if it is still wanted, bring it to ${target} by a pull request.`,
    ];
  }
  const what = deploys.length === 1 ? 'The commit has' : 'All of these commits have';
  const at = cure ? `, since ${when(cure.at, policy.timezone)}` : '';
  return [`**Cured.** ${what} come to ${target} or to a hotfix branch${at}.`];
}

function evidence(deploys: ProductionDeploy[], repository: Repository, { timezone }: Policy): string {
  const rows = deploys
    .slice(-mostRows)
    .map((deploy) => [
      link('succeeded', deploy.url),
      commitLink(deploy.sha, repository),
      codeSpanInCell(deploy.ref, 120),
      codeSpanInCell(deploy.environment, 60),
      when(deploy.at, timezone),
      deploy.by ? codeSpanInCell(deploy.by.login) : '–',
    ]);
  return table(['Deploy', 'Commit', 'From', 'Environment', 'When', 'By'], rows);
}
