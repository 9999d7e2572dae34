/** What the story is to show, in order; each is ticked off when it is seen. */
export const expectations = {
  begun: 'A push to a hotfix branch gets a check run at once',
  opened: 'The deploy opens the backfill pull request by itself',
  dressed: 'It has its labels, its reviewer and one status comment',
  reviewed: 'The deploy opens the review of the incident, with the gates that the fast lane ran and skipped',
  told: "A person's timeline command appears in the review, in the team's time zone",
  failed: 'A failing required check turns the hotfix red',
  superseded: 'A new push gets its own check run, and the old one points to it',
  overdue: 'Past the deadline: a label and one breach issue',
  reminded: 'Past the deadline: a reminder that mentions the author and the owners',
  green: 'With a green full pipeline it may be merged, however late',
  abandoned: 'A hotfix that was never deployed ends quietly with its branch',
  last: 'A second reminder a day later, which says that it is the last',
  merged: 'The merge ends it: the check run says what merged it and how long it took',
  cured: 'The breach issue closes by itself',
  misnamed: 'A wrong branch name fails its check, with the commands that rename the branch',
  frequent: 'The third hotfix of the month opens one issue that lists all three',
  renamed: 'The renamed branch is the same hotfix, and its check recovers',
  settled: 'At the end that issue shows that nothing is owed',
  handover: 'The hand-over to the infrastructure repository is no second deploy',
  once: 'Nothing was written twice: one check run a commit, one status comment a pull request',
  answered: 'Every webhook was answered with success',
  calm: 'The server logged no warnings or errors',
  stopped: 'The server exits cleanly when asked to',
} as const;

export type Expectation = keyof typeof expectations;

export interface Checklist {
  tick(expectation: Expectation): void;
  miss(expectation: Expectation, why: string): void;
  /** All except these. `why`: what contradicts it. */
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
