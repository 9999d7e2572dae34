/**
 * The port to Slack. It sends messages and knows nothing about hotfixes; what to say, and whether it was said, is
 * in the store.
 */
import type { Logger } from 'pino';
import { slackAdvice } from '../wording/slack/slack-advice.ts';
import { createBot } from './bot.ts';
import { createCircuit, type SlackHealth } from './circuit.ts';
import type { SlackOutcome } from './outcome.ts';
import type { Provider } from './provider.ts';
import { createWebhook } from './webhook.ts';

/** The connection to Slack. */
export type SlackSettings =
  | { kind: 'webhook'; url: string }
  | { kind: 'bot'; apiUrl: string; token: string; channel: string };

export interface Slack extends Omit<Provider, 'probe'> {
  /** When the next message may be sent; `null`: now. */
  heldUntil(now: Date): Date | null;
  /** After a failure, checks whether Slack answers; nothing is posted. */
  isThere(): Promise<boolean>;
  health(): SlackHealth & { advice: string | null };
}

export interface SlackOptions {
  now: () => Date;
  log: Logger;
  /** Longest wait for an answer, milliseconds. */
  timeout?: number;
}

/** Longer than a failing connection attempt, and shorter than the lease of the work that waits for it. */
const longestAnswer = 15_000;

export function createSlack(
  settings: SlackSettings,
  { now, log, timeout = longestAnswer }: SlackOptions,
): Slack {
  const circuit = createCircuit();
  const provider =
    settings.kind === 'bot' ? createBot({ ...settings, timeout }) : createWebhook({ ...settings, timeout });

  async function watched(run: () => Promise<SlackOutcome>): Promise<SlackOutcome> {
    const outcome = await run();
    const { changed } = circuit.note(outcome, now());
    if (!changed) return outcome;
    const { state, reason } = circuit.health();
    if (state === 'refused') log.error({ reason }, slackAdvice(reason ?? '', settings.kind));
    else if (state === 'failing') log.warn({ reason }, 'Slack not answering; retrying for a day');
    else log.info('Slack accepts messages again');
    return outcome;
  }

  return {
    channel: provider.channel,
    post: (message, under) => watched(() => provider.post(message, under)),
    edit: (message, of) => watched(() => provider.edit(message, of)),
    heldUntil: (at) => circuit.heldUntil(at),
    async isThere() {
      if (!circuit.needsProbe()) return true;
      const outcome = await watched(() => provider.probe());
      return outcome.kind === 'taken';
    },
    health() {
      const health = circuit.health();
      const { state, reason } = health;
      return { ...health, advice: state === 'refused' ? slackAdvice(reason ?? '', settings.kind) : null };
    },
  };
}
