/** What the story is to show, in its order; each is ticked off when it is seen. */
export const expectations = {
  begun: 'A push to a hotfix branch gets a check run at once',
  opened: 'The deploy opens the backfill pull request by itself',
  dressed: 'It has its labels, its reviewer and one status comment',
  reviewed: 'The deploy also opens the review of the incident, with what the fast lane ran and skipped',
  told: 'What a person says of the timeline stands in it, in the time zone of the team',
  failed: 'A failing required check turns the hotfix red',
  superseded: 'A new push gets its own check run, and the old one says so',
  overdue: 'Past the deadline: a label and one breach issue',
  reminded: 'Past the deadline: a reminder, which mentions the author and the owners',
  green: 'A green full pipeline may be merged, however late',
  abandoned: 'A hotfix that was never deployed ends quietly with its branch',
  last: 'One more reminder a day later, which says that it is the last',
  merged: 'The merge ends it: the check run says by what, and how long it took',
  cured: 'The breach issue closes by itself',
  misnamed: 'A wrong branch name fails its check, which gives the commands that rename the branch',
  frequent: 'The third hotfix of the month opens one issue that lists all three',
  renamed: 'The renamed branch is the same hotfix, and its check recovers',
  settled: 'In the end that issue shows that nothing is owed any more',
  handover: 'The hand-over to the infrastructure repository is no second deploy',
  once: 'Nothing was written twice: one check run a commit, one status comment a pull request',
  answered: 'Every webhook was answered with success',
  calm: 'The server had nothing to complain of',
  stopped: 'The server ends cleanly when it is asked to',
} as const;

export type Expectation = keyof typeof expectations;

export interface Checklist {
  tick(expectation: Expectation): void;
  miss(expectation: Expectation, why: string): void;
  /** All but those that are left out. `why`: what speaks against it. */
  lines(leftOut?: Expectation[]): { good: boolean; text: string; why: string | undefined }[];
}

export function createChecklist(): Checklist {
  const seen = new Set<Expectation>();
  const missed = new Map<Expectation, string>();
  return {
    tick: (expectation) => {
      seen.add(expectation);
    },
    miss: (expectation, why) => {
      missed.set(expectation, why);
    },
    lines: (leftOut = []) =>
      (Object.keys(expectations) as Expectation[])
        .filter((one) => !leftOut.includes(one))
        .map((one) => ({
          good: seen.has(one) && !missed.has(one),
          text: seen.has(one) || missed.has(one) ? expectations[one] : `${expectations[one]} (not reached)`,
          why: missed.get(one),
        })),
  };
}
