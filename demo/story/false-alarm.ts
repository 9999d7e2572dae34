import { present } from './present.ts';
import type { Teller } from './teller.ts';

const branch = 'hotfix/INCIDENT-118-switch-off-vouchers';

/** A hotfix that was not needed. Returns its commit. */
export async function tellFalseAlarm(teller: Teller): Promise<string> {
  teller.chapter('INCIDENT-118: a false alarm');
  const alan = teller.stage.shop.as('alan');
  const sha = await teller.does('alan', `pushes ${branch}`, () =>
    alan.push(branch, {
      from: 'main',
      files: { 'voucher.go': 'package checkout\n\nconst vouchers = false\n' },
      message: 'Switch the vouchers off',
    }),
  );
  await teller.sees('begun', {
    what: 'starts the check run “Hotfix policy” on the commit',
    look: () => present(teller.check(sha), (run) => run.status === 'in_progress'),
    quote: (run) => run.summary ?? '',
  });
  await teller.does('alan', 'sees that the vouchers work, and deletes the branch', () =>
    alan.deleteBranch(branch),
  );
  return sha;
}

/** The App waits a while before it says so: a merge deletes the branch too. */
export async function seeAbandoned(teller: Teller, sha: string): Promise<void> {
  await teller.sees('abandoned', {
    what: 'ends the false alarm of INCIDENT-118: it was never deployed',
    look: () => present(teller.check(sha), (run) => run.title?.startsWith('Abandoned') === true),
    quote: ({ summary }) => summary ?? '',
  });
}
