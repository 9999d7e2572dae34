import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { judgeMessage } from '../../demo/slack/judge-message.ts';
import type { SlackMessage } from '../../src/notify/message.ts';

const folder = `${import.meta.dirname}/golden`;

/** Compares a message with `golden/slack-<name>.json`, and checks it against Slack's documented rules. */
export function expectSlackGolden(name: string, message: SlackMessage): void {
  expect(judgeMessage(message)).toEqual([]);
  const path = `${folder}/slack-${name}.json`;
  const text = `${JSON.stringify(message, null, 2)}\n`;
  if (process.env.UPDATE_GOLDEN && !process.env.CI) writeFileSync(path, text);
  expect(existsSync(path)).toBe(true);
  expect(text).toBe(readFileSync(path, 'utf8'));
}
