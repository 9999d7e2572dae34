/**
 * The only room that talks to Slack: one small port, and one file for each way there. It knows messages and nothing of
 * hotfixes; what is to be said, and whether it was, is the store's.
 */
import type { Logger } from 'pino';
import { slackAdvice } from '../wording/slack/slack-advice.ts';
import { createBot } from './bot.ts';
import { createCircuit, type SlackHealth } from './circuit.ts';
import type { SlackOutcome } from './outcome.ts';
import type { Provider } from './provider.ts';
import { createWebhook } from './webhook.ts';

/** The way to Slack. */
export type SlackSettings =
  | { kind: 'webhook'; url: string }
  | { kind: 'bot'; apiUrl: string; token: string; channel: string };

export interface Slack extends Omit<Provider, 'probe'> {
  /** When the next message may be sent; `null`: now. */
  heldUntil(now: Date): Date | null;
  /** Asks whether Slack answers, where it did not; without anything being said. */
  isThere(): Promise<boolean>;
  health(): SlackHealth & { advice: string | null };
}

export interface SlackOptions {
  now: () => Date;
  log: Logger;
  /** Longest wait for an answer, milliseconds. */
  timeout?: number;
}

/** Longer than it takes to find that there is no connection, and shorter than the lease of who waits for it. */
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
    else if (state === 'failing') log.warn({ reason }, 'Slack does not answer; trying again for a day');
    else log.info('Slack takes messages again');
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
