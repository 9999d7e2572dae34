import type { Fact } from '../../facts/fact.ts';
import { pullRequestFact } from '../../facts/pull-request.ts';
import { commentsOn, pullInFull, pullsFrom, runsOf } from '../../github/read/history.ts';
import { commentAsDelivered, runAsDelivered } from '../../intake/read/as-delivered.ts';
import { pullNumbersOf, unknownOf } from '../../store/facts/history.ts';
import { newCommands, provenEntitlements } from './commands.ts';
import type { RunInHistory } from './deploys.ts';
import { type OwnArtefact, ownComments, ownPulls } from './find-own-artefacts.ts';
import type { History } from './history.ts';

export interface Discussion {
  facts: Fact[];
  own: OwnArtefact[];
  runs: RunInHistory[];
  /** Pull requests and issues whose comments were read. */
  read: Set<number>;
  /** Labels of its open and merged pull requests, by number. */
  labels: Map<number, string[]>;
}

/**
 * What GitHub remembers of one hotfix beside its branch: its pull requests, what was said on them and on these issues,
 * its workflow runs. Parts that have not changed since they were last read are left out.
 */
export async function readDiscussion(memory: History, branch: string, issues: number[]): Promise<Discussion> {
  const { work, repository, github } = memory.context;
  const { etags } = memory;
  const of = { id: repository.id, defaultBranch: repository.defaultBranch };
  const pulls = await pullsFrom(github, { branch, etags });
  const numbers = pulls?.map(({ number }) => number) ?? (await pullNumbersOf(work.db, repository.id, branch));
  const bot = await github.installation.botLogin();
  const facts: Fact[] = [];
  const given: Fact[] = [];
  for (const pull of pulls ?? []) {
    // A list does not say who merged.
    const whole = pull.merged_at === null ? pull : await pullInFull(github, pull.number);
    facts.push(pullRequestFact(whole ?? pull, repository.id, bot));
  }
  const own = await ownPulls(memory, pulls ?? []);
  const read = new Set<number>();
  for (const number of new Set([...numbers, ...issues])) {
    const comments = await commentsOn(github, { number, etags });
    if (!comments) continue;
    read.add(number);
    own.push(...(await ownComments(memory, comments, number)));
    for (const comment of comments.filter((one) => isUnedited(one) && isOfOurTime(memory, one)))
      given.push(...memory.understand(commentAsDelivered(comment, { of, number })));
  }
  const runs = (await runsOf(github, { branch, etags })) ?? [];
  for (const run of runs) facts.push(...memory.understand(runAsDelivered(run, of)));
  const unknown = await unknownOf(work.db, repository.id, facts);
  const commands = await newCommands(memory, given);
  const labelled = (pulls ?? []).filter(({ state, merged_at }) => state === 'open' || merged_at !== null);
  return {
    facts: [...unknown, ...commands, ...provenEntitlements(github, commands, { own, branch })],
    own,
    read,
    runs,
    labels: new Map(labelled.map(({ number, labels }) => [number, labels.map(({ name }) => name)])),
  };
}

/** Edited text holds no command: nobody can know how it was first written. */
export function isUnedited({ created_at, updated_at }: { created_at: string; updated_at: string }): boolean {
  return created_at === updated_at;
}

export function isOfOurTime({ since }: History, { created_at }: { created_at: string }): boolean {
  return since === null || new Date(created_at) >= since;
}
