import type { SlackMessage } from '../../notify/message.ts';
import type { BreachNews } from '../../notify/occurrences.ts';
import { wordsOfRepositoryRule } from '../breach/repository-words.ts';
import { needed } from '../report.ts';
import type { RepositoryReport } from '../rules/words.ts';
import { slackMessage } from './slack-blocks.ts';
import { slackRepository } from './slack-pieces.ts';
import { slackLink } from './slack-text.ts';

/** A message about a repository as a whole. `issue`: the one that says more; `null` where it is not there. */
export function slackRepositoryMessage(
  { rule, event, issue: key }: Pick<BreachNews, 'rule' | 'event' | 'issue'>,
  report: RepositoryReport,
  issue: { number: number; url: string } | null,
): SlackMessage {
  const { repository } = report;
  const words = needed(rule, wordsOfRepositoryRule(rule).channel);
  const link = issue && slackLink(`#${issue.number}`, issue.url);
  const {
    headline,
    state,
    next,
    facts = [],
  } = words[event === 'cured' ? 'cured' : 'broken'](report, link, {
    key,
  });
  return slackMessage(
    { title: headline, state, next, facts: [['Repository', slackRepository(repository)], ...facts] },
    `${repository.owner}/${repository.name}`,
  );
}
