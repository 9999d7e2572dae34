import type { Repository } from '../../facts/repository.ts';
import type { SlackMessage } from '../../notify/message.ts';
import type { RepositoryNews } from '../../notify/repository-news.ts';
import type { PolicyInForce } from '../../policy/policy-in-force.ts';
import { targetOf } from '../../policy/target.ts';
import type { RepositoryFinding } from '../../repository/plan-repository.ts';
import { monthName } from '../breach/frequency-text.ts';
import { shortSha } from '../phrases/commit.ts';
import { when } from '../phrases/when.ts';
import { type SlackWords, slackMessage } from './slack-blocks.ts';
import { slackCommit, slackRepository } from './slack-pieces.ts';
import { slackCode, slackLink } from './slack-text.ts';

interface About {
  repository: Repository;
  inForce: PolicyInForce;
  /** Of the news; `null` where it is not there. */
  issue: { number: number; url: string } | null;
}

/** A message about a repository as a whole: a rule was broken, or no longer is. */
export function slackRepositoryMessage(news: RepositoryNews, about: About): SlackMessage {
  const { repository } = about;
  const words = news.event === 'cured' ? cured(news.finding, about) : broken(news.finding, about);
  const facts: SlackWords['facts'] = [['Repository', slackRepository(repository)], ...words.facts];
  return slackMessage({ ...words, facts }, `${repository.owner}/${repository.name}`);
}

type RogueDeploy = Extract<RepositoryFinding, { kind: 'rogue-deploy' }>;

function broken(finding: RepositoryFinding, about: About): SlackWords {
  const { repository, inForce } = about;
  switch (finding.kind) {
    case 'rogue-deploy':
      return rogue(finding, about);
    case 'frequency': {
      const { hotfixes, limit, window, month } = finding;
      const span = window === 'month' ? `in ${monthName(month)}` : 'within 30 days';
      const authors = [...new Set(hotfixes.map(({ author }) => author.login))].slice(0, 10);
      return {
        title: `Too many hotfixes: ${hotfixes.length} ${span}`,
        state: `*${hotfixes.length} hotfixes ${span}; the policy allows ${limit}.* The fast lane is for emergencies.`,
        facts: [['Authors', authors.map((login) => slackCode(login, 60)).join(', ')]],
        next: `Ask whether the normal pipeline is too slow, or shortcuts are taken${there(about, ': the list is in ')}.`,
      };
    }
    case 'policy-file':
    case 'old-branches':
      return {
        title: 'The policy file has mistakes',
        state: `*${fileLink(about)} has mistakes.* ${meanwhile(inForce)}`,
        facts: inForce.brokenBy ? [['Brought by', slackCommit(inForce.brokenBy, repository)]] : [],
        next: `Correct the file on the default branch${there(about, '; what is wrong is in ')}.`,
      };
  }
}

function rogue(finding: RogueDeploy, about: About): SlackWords {
  const { repository, inForce } = about;
  const { policy } = inForce;
  const target = slackCode(targetOf(policy, repository));
  const last = finding.deploys.at(-1);
  if (!last) throw new Error('a finding has a deploy');
  return {
    title: `Rogue deploy of ${shortSha(last.sha)} to ${last.environment}`,
    state: `*${slackCode(last.environment, 60)} runs ${slackCommit(last.sha, repository)}, which is on neither ${target} nor a hotfix branch.* The deploy succeeded; the next normal one takes it away again.`,
    facts: [
      ['Deploy', `${slackLink('succeeded', last.url)}, ${when(last.at, policy.timezone)}`],
      ['From', slackCode(last.ref)],
      ['By', last.by ? slackCode(last.by.login, 60) : 'not known'],
    ],
    next: `Deploy ${target} again, or make a hotfix of it${there(about, ': the commands are in ')}.`,
  };
}

function cured(finding: RepositoryFinding, about: About): SlackWords {
  const { repository, inForce } = about;
  const { policy } = inForce;
  if (finding.kind !== 'rogue-deploy')
    return {
      title: 'The policy file is in order again',
      state: `*${fileLink(about)} no longer has mistakes*, and is in force as it is.`,
      facts: [],
      next: 'Nothing.',
    };
  const { cure, environment, deploys } = finding;
  const first = shortSha(deploys[0]?.sha ?? '');
  const state =
    cure?.kind === 'replaced'
      ? `*${slackCode(environment, 60)} runs ${slackCommit(cure.by.sha, repository)}, which belongs there*, since ${when(cure.by.at, policy.timezone)}.`
      : `*What was deployed to ${slackCode(environment, 60)} has come to where it belongs*${cure ? `, on ${when(cure.at, policy.timezone)}` : ''}.`;
  return {
    title: `Rogue deploy of ${first} to ${environment} is cured`,
    state,
    facts: [],
    next:
      cure?.kind === 'replaced'
        ? `If the commit before it is still wanted, bring it to ${slackCode(targetOf(policy, repository))} by a pull request.`
        : 'Nothing.',
  };
}

/** Where more is to be read. */
function there({ issue }: About, words: string): string {
  return issue ? `${words}${slackLink(`#${issue.number}`, issue.url)}` : '';
}

function fileLink({ repository, inForce }: About): string {
  const branch = encodeURIComponent(repository.defaultBranch).replaceAll('%2F', '/');
  return slackLink(inForce.path, `${repository.url}/blob/${branch}/${inForce.path}`);
}

function meanwhile({ origin }: PolicyInForce): string {
  switch (origin) {
    case 'last-good':
      return 'Its last version without any stays in force.';
    case 'defaults':
      return 'What the organisation says, and the defaults, are in force meanwhile.';
    case 'file':
      return 'The rest of it is in force.';
  }
}
