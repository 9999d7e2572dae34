/** The stand-in for GitHub, and for Slack, as an older version left them: what belongs to a database that it made. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SaidMessage, SlackStandIn } from '../../demo/slack/slack-stand-in.ts';
import { GitRepository } from '../../demo/stand-in/git-repository.ts';
import type { Account, Installation, Repository, Team } from '../../demo/stand-in/model.ts';
import { PlayedRepository, type StandIn } from '../../demo/stand-in/stand-in.ts';
import type { Attempt } from '../../demo/stand-in/wire.ts';
import { folderOfRun } from '../support/run/once-in-a-run.ts';
import { type Kind, unpacked } from './old-database.ts';

/** As it was written: dates and maps are objects of one key, accounts are named by their logins. */
interface Saved {
  /** When the program was stopped. */
  at: string;
  web: string;
  lastId: number;
  accounts: Account[];
  installations: unknown;
  teams: unknown;
  renamed: unknown;
  repositories: ({ git: Record<string, string> } & Record<string, unknown>)[];
  attempts: unknown;
  slack: unknown;
}

export interface OldGitHub {
  /** When the program was stopped. */
  at: string;
  /** Gives new stand-ins what the old ones held; returns the repositories, in the order in which they were made. */
  takeUp(github: StandIn, slack: SlackStandIn): PlayedRepository[];
}

export function oldGitHub(kind: Kind): OldGitHub {
  const saved = JSON.parse(unpacked(`${kind}.github.json`).toString('utf8')) as Saved;
  return { at: saved.at, takeUp: (github, slack) => takeUp(saved, github, slack) };
}

function takeUp(saved: Saved, { hub, wire }: StandIn, slack: SlackStandIn): PlayedRepository[] {
  hub.web = saved.web;
  for (const { id, login, type } of saved.accounts) hub.account(login, type).id = id;
  while (hub.nextId() < saved.lastId);
  const living = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(living);
    if (typeof value !== 'object' || value === null) return value;
    const [[name, content] = ['', null], ...rest] = Object.entries(value);
    if (rest.length === 0 && name === '$date') return new Date(content as string);
    if (rest.length === 0 && name === '$account') return hub.account(content as string);
    if (rest.length === 0 && name === '$map')
      return new Map((content as [unknown, unknown][]).map(([key, one]) => [key, living(one)]));
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, living(one)]));
  };
  hub.installations.push(...(living(saved.installations) as Installation[]));
  for (const [key, teams] of living(saved.teams) as Map<string, Team[]>) hub.teams.set(key, teams);
  for (const [name, id] of living(saved.renamed) as Map<string, number>) hub.renamed.set(name, id);
  wire.attempts.push(...(living(saved.attempts) as Attempt[]));
  slack.messages.push(...(living(saved.slack) as SaidMessage[]));
  return saved.repositories.map(({ git, ...rest }) => {
    const { private: hidden, ...same } = living(rest) as Omit<Repository, 'git' | 'visibility'> & {
      private: boolean;
    };
    const visibility = hidden ? 'private' : 'public';
    const state: Repository = { ...same, visibility, git: GitRepository.open(written(git)) };
    hub.repositories.push(state);
    return new PlayedRepository(hub, state);
  });
}

/** A git folder of these files, in base64; it goes with the run. */
function written(files: Record<string, string>): string {
  const folder = mkdtempSync(join(folderOfRun, 'old-git-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content, 'base64');
  }
  return folder;
}
