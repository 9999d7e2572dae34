import type { SlackSettings } from '../slack/slack.ts';
import { type Environment, type ReportFault, settingOf } from './faults.ts';

const api = 'https://slack.com/api';

/** How to reach Slack; `null`: it is not set up. A bot is used rather than the webhook. */
export function readSlack(env: Environment, fault: ReportFault): SlackSettings | null {
  const url = settingOf(env, 'SLACK_WEBHOOK_URL');
  const token = settingOf(env, 'SLACK_BOT_TOKEN');
  const channel = settingOf(env, 'SLACK_CHANNEL');
  if (url && !isWebhook(url))
    fault(
      'SLACK_WEBHOOK_URL',
      'is not a webhook address. Write all of it, such as https://hooks.slack.com/services/T…/B…/….',
    );
  if (token && !/^xoxb-[\w-]{10,250}$/.test(token))
    fault('SLACK_BOT_TOKEN', 'is not a bot token. Write the one that begins with xoxb-.');
  if (channel && !/^#?[^\s#@<>&|]{1,80}$/.test(channel))
    fault(
      'SLACK_CHANNEL',
      'is not a channel. Write its ID, such as C0123456789, or its name, such as #hotfixes.',
    );
  if (token && !channel)
    fault(
      'SLACK_CHANNEL',
      'is not set, and the bot of SLACK_BOT_TOKEN needs one. Write the ID of its channel.',
    );
  if (channel && !token)
    fault(
      'SLACK_BOT_TOKEN',
      'is not set, and SLACK_CHANNEL does nothing without it: a webhook has its own channel.',
    );
  if (token && channel) return { kind: 'bot', apiUrl: api, token, channel };
  return url ? { kind: 'webhook', url } : null;
}

/** Unencrypted only to this machine. */
function isWebhook(text: string): boolean {
  const url = URL.canParse(text) && !/\s/.test(text) ? new URL(text) : null;
  if (!url || url.username || url.password || url.pathname === '/') return false;
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isHere);
}

/** The values that give access to Slack. */
export function slackSecrets(slack: SlackSettings | null): string[] {
  if (slack === null) return [];
  if (slack.kind === 'bot') return [slack.token];
  const { pathname, search } = new URL(slack.url);
  return [slack.url, `${pathname}${search}`, ...pathname.split('/').slice(-1)].filter(
    (part) => part.length > 8,
  );
}
