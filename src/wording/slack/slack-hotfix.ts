import { artefactKey } from '../../artefact/keys.ts';
import type { Situation } from '../../hotfix/situation.ts';
import type { CardTopic } from '../../notify/card-topic.ts';
import type { HotfixNews } from '../../notify/hotfix-news.ts';
import type { SlackMessage } from '../../notify/message.ts';
import { hotfixTitle } from '../phrases/title.ts';
import { when } from '../phrases/when.ts';
import { needed, wordsOf } from '../report.ts';
import type { ChannelText, HotfixReport } from '../rules/words.ts';
import { slackMessage } from './slack-blocks.ts';
import { nothingMoreOwed, slackCure } from './slack-cure.ts';
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
  topic: Pick<HotfixNews, 'rule' | 'event'> | CardTopic,
  report: HotfixReport,
): SlackMessage {
  const { situation } = report;
  const { headline, state, next } = words(topic, report);
  const { hotfix, obligation } = situation;
  const { owner, name } = hotfix.repository;
  const owed = obligation.kind === 'open' || obligation.kind === 'discarded';
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

function words(topic: Pick<HotfixNews, 'rule' | 'event'> | CardTopic, report: HotfixReport): ChannelText {
  const { situation } = report;
  if (typeof topic === 'object')
    return topic.event === 'deployed'
      ? deployed(situation)
      : ofRule(topic.rule, report, topic.event === 'cured' ? 'cured' : 'broken');
  switch (topic) {
    case 'deployed':
      return deployed(situation);
    case 'open':
      return open(situation);
    case 'done':
    case 'ended':
      return slackCure(situation) ?? open(situation);
    case 'overdue':
    case 'discarded':
      return ofRule(topic, report, 'broken');
  }
}

function ofRule(rule: string, report: HotfixReport, what: 'broken' | 'cured'): ChannelText {
  const { hotfix } = report.situation;
  const key = artefactKey.breach(rule, hotfix.branch);
  return needed(rule, wordsOf(rule).channel)[what](report, slackIssue(hotfix, key), { key });
}

function deployed(situation: Situation): ChannelText {
  const { hotfix, obligation, target, inForce } = situation;
  const deploy = lastDeployText(hotfix);
  const commit = deploy ? slackCommit(deploy.sha, hotfix.repository) : 'It';
  const to = deploy?.environment ? slackCode(deploy.environment, 60) : 'production';
  const runs = `*${commit} was deployed to ${to} successfully.*`;
  const headline = 'Hotfix deployed';
  if ('newerHeads' in obligation)
    return { headline, state: `${runs} ${slackOutcome(situation, obligation)}`, next: nothingMoreOwed };
  const deadline = obligation.kind === 'open' ? obligation.deadline : null;
  const owed = deadline
    ? ` The fix is owed to ${slackCode(target)} until *${when(deadline, inForce.policy.timezone)}*.`
    : '';
  return { headline, state: `${runs}${owed}`, next: slackNext(situation) };
}

function open(situation: Situation): ChannelText {
  return {
    headline: 'Hotfix open',
    state: `The fix is not on ${slackCode(situation.target)} yet, and no production deploy of it has been seen.`,
    next: slackNext(situation),
  };
}
