import { mergedRed } from '../../hotfix/pipeline/merged-red.ts';
import type { Situation } from '../../hotfix/situation.ts';
import type { CardTopic } from '../../notify/card-topic.ts';
import type { HotfixNews } from '../../notify/hotfix-news.ts';
import type { SlackMessage } from '../../notify/message.ts';
import { shortSha } from '../phrases/commit.ts';
import { lastDeployed } from '../phrases/restore.ts';
import { hotfixTitle } from '../phrases/title.ts';
import { when } from '../phrases/when.ts';
import { slackMessage } from './slack-blocks.ts';
import { slackNext } from './slack-next.ts';
import { slackOutcome } from './slack-outcome.ts';
import {
  lastDeployText,
  slackBackfill,
  slackCommit,
  slackDeadline,
  slackDeploy,
  slackIncident,
  slackIssue,
  slackRepository,
} from './slack-pieces.ts';
import { slackCode } from './slack-text.ts';

/** A message about one hotfix: news of it, or how it stands. */
export function slackHotfixMessage(
  topic: HotfixNews['topic'] | CardTopic,
  situation: Situation,
): SlackMessage {
  const { headline, state, next } = words(topic, situation);
  const { hotfix, standing } = situation;
  const { owner, name } = hotfix.repository;
  const owed = standing.kind === 'open' || standing.kind === 'discarded';
  const facts: [string, string][] = [
    ['Repository', slackRepository(hotfix.repository)],
    ['Incident', slackIncident(situation)],
    ['Branch', slackCode(hotfix.branch)],
    ['Pushed by', slackCode(hotfix.startedBy.login, 60)],
    ['Last deploy', slackDeploy(situation)],
    ['Pull request', slackBackfill(situation)],
    ...(owed ? [['Deadline', slackDeadline(situation)] satisfies [string, string]] : []),
  ];
  const title = hotfixTitle(`${headline} –`, '', situation).replaceAll('\u200B', '').replace(/\s+/g, ' ');
  return slackMessage({ title, state, facts, next }, `${owner}/${name}`);
}

interface Words {
  headline: string;
  state: string;
  next: string;
}

function words(topic: HotfixNews['topic'] | CardTopic, situation: Situation): Words {
  switch (topic) {
    case 'deployed':
      return deployed(situation);
    case 'open':
      return open(situation);
    case 'overdue':
      return overdue(situation);
    case 'discarded':
      return discarded(situation);
    case 'bypassed':
      return bypassed(situation);
    case 'done':
    case 'ended':
      return over(situation) ?? open(situation);
    case 'overdue-cured':
      return over(situation) ?? relieved(situation);
    case 'discarded-cured':
      return over(situation) ?? restored(situation);
  }
}

function deployed(situation: Situation): Words {
  const { hotfix, standing, target, inForce } = situation;
  const deploy = lastDeployText(hotfix);
  const commit = deploy ? slackCommit(deploy.sha, hotfix.repository) : 'It';
  const to = deploy?.environment ? slackCode(deploy.environment, 60) : 'production';
  const runs = `*${commit} was deployed to ${to}: it succeeded.*`;
  const headline = 'Hotfix deployed';
  if ('newerHeads' in standing)
    return { headline, state: `${runs} ${slackOutcome(situation, standing)}`, next: nothing };
  const deadline = standing.kind === 'open' ? standing.deadline : null;
  const owed = deadline
    ? ` The fix is owed to ${slackCode(target)} until *${when(deadline, inForce.policy.timezone)}*.`
    : '';
  return { headline, state: `${runs}${owed}`, next: slackNext(situation) };
}

function overdue(situation: Situation): Words {
  const { target, hotfix, inForce, standing } = situation;
  const deadline = standing.kind === 'open' && standing.deadline;
  const since = deadline ? ` Its deadline passed on *${when(deadline, inForce.policy.timezone)}*.` : '';
  const live = lastDeployText(hotfix)?.state === 'succeeded';
  const risk = live ? ' The next normal deploy may take the fix away again.' : '';
  const issue = slackIssue(hotfix, `breach:overdue:${hotfix.branch}`);
  const more = issue ? ` More in ${issue}.` : '';
  return {
    headline: 'Hotfix overdue',
    state: `*The fix is not on ${slackCode(target)}.*${since}${risk}`,
    next: `${slackNext(situation)}${more}`,
  };
}

function discarded(situation: Situation): Words {
  const { hotfix, standing, inForce } = situation;
  const sha = standing.kind === 'discarded' ? lastDeployed(standing) : hotfix.lastHead;
  const gone = hotfix.deleted
    ? ` ${slackCode(hotfix.branch)} was deleted by ${slackCode(hotfix.deleted.by.login, 60)} on ${when(hotfix.deleted.at, inForce.policy.timezone)}.`
    : '';
  const issue = slackIssue(hotfix, `breach:discarded:${hotfix.branch}`);
  const how = issue
    ? `the commands are in ${issue}`
    : `push ${slackCode(shortSha(sha))} to a branch of that name`;
  return {
    headline: 'Hotfix discarded',
    state: `*Production runs ${slackCommit(sha, hotfix.repository)}, and no branch holds it.*${gone}`,
    next: `Bring the branch back: ${how}.`,
  };
}

function bypassed(situation: Situation): Words {
  const { hotfix, standing, target } = situation;
  const came = 'newerHeads' in standing ? ` ${slackOutcome(situation, standing)}` : '';
  const issue = slackIssue(hotfix, `breach:bypassed:${hotfix.branch}`);
  return {
    headline: 'Hotfix bypassed the pipeline',
    state: `*${mergedRed(situation) ? 'It was merged although required checks had failed.' : 'It went past the full pipeline.'}*${came}`,
    next: `See that the full pipeline passes on ${slackCode(target)}, and say ${issue ? `in ${issue}` : 'in its issue'} why it could not wait.`,
  };
}

const nothing = 'Nothing more is owed.';

/** `null`: it is not over. */
function over(situation: Situation): Words | null {
  const { standing, hotfix } = situation;
  if ('newerHeads' in standing)
    return { headline: 'Hotfix done', state: slackOutcome(situation, standing), next: nothing };
  if (standing.kind !== 'abandoned') return null;
  return {
    headline: 'Hotfix ended',
    state: `${slackCode(hotfix.branch)} was deleted, and no production deploy of it was seen.`,
    next: nothing,
  };
}

function open(situation: Situation): Words {
  return {
    headline: 'Hotfix open',
    state: `The fix is not on ${slackCode(situation.target)} yet, and no production deploy of it was seen.`,
    next: slackNext(situation),
  };
}

function relieved(situation: Situation): Words {
  return {
    headline: 'Hotfix no longer overdue',
    state: `*The deadline was put off to ${slackDeadline(situation)}.* The fix is still owed to ${slackCode(situation.target)}.`,
    next: slackNext(situation),
  };
}

function restored(situation: Situation): Words {
  const { hotfix, target } = situation;
  return {
    headline: 'Hotfix is there again',
    state: `*${slackCode(hotfix.branch)} is there again.* The fix is still owed to ${slackCode(target)}.`,
    next: slackNext(situation),
  };
}
