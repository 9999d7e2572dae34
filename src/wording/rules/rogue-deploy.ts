import type { Issue } from '../../artefact/artefact.ts';
import type { ProductionDeploy } from '../../hotfix/production-deploys.ts';
import { parseBranchName } from '../../policy/branch-name.ts';
import { targetOf } from '../../policy/target.ts';
import type { RogueFinding } from '../../repository/rogue-deploys.ts';
import { rogueFinding } from '../../repository/rules/rogue-deploy.ts';
import { codeSpan, codeSpanInCell } from '../markdown/code-span.ts';
import { link } from '../markdown/link.ts';
import { mentionAll } from '../markdown/mention.ts';
import { titleText } from '../markdown/plain-text.ts';
import { table } from '../markdown/table.ts';
import { commitLink, shortSha } from '../phrases/commit.ts';
import { restoreCommands } from '../phrases/git-commands.ts';
import { when } from '../phrases/when.ts';
import { slackCommit } from '../slack/slack-pieces.ts';
import { slackCode, slackLink } from '../slack/slack-text.ts';
import type { ChannelText, RepositoryReport } from './words.ts';

type About = Pick<Issue, 'key'>;

const mostRows = 50;

/** Production ran commits that were on neither the target nor a hotfix branch. */
export const rogueDeployWords = {
  issue: {
    title(report: RepositoryReport, issue: About): string {
      const { deploys, environment } = findingOf(report, issue);
      return titleText(`Rogue deploy of ${shortSha(deploys[0].sha)} to ${environment}`, 200);
    },
    open(report: RepositoryReport, issue: About): string[] {
      const finding = findingOf(report, issue);
      return [...broken(lastOf(finding), report), ...evidence(finding, report)];
    },
    closed(report: RepositoryReport, issue: About): string[] {
      const finding = findingOf(report, issue);
      return [...cured(finding, report), ...evidence(finding, report)];
    },
  },

  channel: {
    broken(report: RepositoryReport, link: string | null, issue: About): ChannelText {
      const { repository, situation } = report;
      const { policy } = situation.inForce;
      const last = lastOf(findingOf(report, issue));
      const target = slackCode(targetOf(policy, repository));
      return {
        headline: `Rogue deploy of ${shortSha(last.sha)} to ${last.environment}`,
        state: `*${slackCode(last.environment, 60)} runs ${slackCommit(last.sha, repository)}, which is on neither ${target} nor a hotfix branch.* The next regular deploy will remove it.`,
        next: `Deploy ${target} again, or make it a hotfix${link ? `: the commands are in ${link}` : ''}.`,
        facts: [
          ['Deploy', `${slackLink('succeeded', last.url)}, ${when(last.at, policy.timezone)}`],
          ['From', slackCode(last.ref)],
          ['By', last.by ? slackCode(last.by.login, 60) : 'unknown'],
        ],
      };
    },
    cured(report: RepositoryReport, _link: string | null, issue: About): ChannelText {
      const { repository, situation } = report;
      const { policy } = situation.inForce;
      const { cure, environment, deploys } = findingOf(report, issue);
      const headline = `Rogue deploy of ${shortSha(deploys[0].sha)} to ${environment} is cured`;
      const where = slackCode(environment, 60);
      if (cure?.kind === 'replaced')
        return {
          headline,
          state: `*${where} runs ${slackCommit(cure.by.sha, repository)}, which belongs there*, since ${when(cure.by.at, policy.timezone)}.`,
          next: `If the commit before it is still wanted, bring it to ${slackCode(targetOf(policy, repository))} by a pull request.`,
        };
      const at = cure ? ` on ${when(cure.at, policy.timezone)}` : '';
      return {
        headline,
        state: `*What was deployed to ${where} reached the target or a hotfix branch${at}.*`,
        next: 'Nothing.',
      };
    },
  },
};

function findingOf({ situation, now }: RepositoryReport, issue: About): RogueFinding {
  return rogueFinding(situation, issue, now);
}

function lastOf({ deploys }: RogueFinding): ProductionDeploy {
  return deploys.at(-1) ?? deploys[0];
}

function broken(last: ProductionDeploy, { repository, situation }: RepositoryReport): string[] {
  const { policy } = situation.inForce;
  const target = codeSpan(targetOf(policy, repository));
  const environment = codeSpan(last.environment);
  const { prefix } = policy.branches;
  const commit = commitLink(last.sha, repository);
  const example = `${prefix}INCIDENT-123-describe-the-fix`;
  const name = parseBranchName(policy, example).kind === 'hotfix' ? example : `${prefix}NEW-NAME`;
  return [
    `**${environment} runs ${commit}, which is on neither ${target} nor a hotfix branch.** It skipped the full pipeline, nothing tracks it, and the next regular deploy will remove it.`,
    `**Next:** If it is not meant to stay, deploy ${target} again. If production needs it, make it a hotfix with these commands; the pull request to ${target} then opens by itself.`,
    restoreCommands(last.sha, name),
    `Put the ID of your incident and a short description in the branch name. If production is deployed from another branch on purpose, set ${codeSpan('branches.target')} in the policy, or remove ${environment} from ${codeSpan('deploys.environments')}.`,
    `This issue closes by itself when a commit of ${target} or of a hotfix branch is deployed to ${environment}, or when ${commit} is on one of them.`,
  ];
}

function cured(
  { cure, environment, deploys }: RogueFinding,
  { repository, situation }: RepositoryReport,
): string[] {
  const { policy } = situation.inForce;
  const target = codeSpan(targetOf(policy, repository));
  if (cure?.kind === 'replaced') {
    const { sha, at } = cure.by;
    return [
      `**Cured.** Since ${when(at, policy.timezone)}, ${codeSpan(environment)} has run ${commitLink(sha, repository)}, which belongs there. The deploys before it are on neither ${target} nor a hotfix branch: if they are still wanted, bring them to ${target} by a pull request.`,
    ];
  }
  const what = deploys.length === 1 ? 'The commit' : 'The last of these commits';
  const at = cure ? ` on ${when(cure.at, policy.timezone)}` : '';
  return [`**Cured.** ${what} reached ${target} or a hotfix branch${at}.`];
}

function evidence(finding: RogueFinding, { repository, situation }: RepositoryReport): string[] {
  const { deploys, before, environment } = finding;
  const { timezone, owners } = situation.inForce.policy;
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
  const who = mentionAll(lastOf(finding).by ?? { login: '', bot: true }, owners);
  return [
    '### Evidence',
    table(['Deploy', 'Commit', 'From', 'Environment', 'When', 'By'], rows),
    ...(before
      ? [
          `Before that, ${codeSpan(environment)} ran ${commitLink(before.sha, repository)}, deployed on ${when(before.at, timezone)}.`,
        ]
      : []),
    ...(who === '' ? [] : [`For ${who}.`]),
  ];
}
