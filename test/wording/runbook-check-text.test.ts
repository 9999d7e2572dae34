import type { JudgedScript } from '../../src/runbook/script.ts';
import { findingMessage, runbookCheckText } from '../../src/wording/runbook/runbook-check-text.ts';
import { expectGolden } from './golden.ts';

const fine: JudgedScript = { path: 'runbooks/a.sh', findings: [], unread: false };
const wrong: JudgedScript = {
  path: 'runbooks/payments-outage.sh',
  findings: [
    { kind: 'strict-mode', line: 2, column: 1, missing: ['errexit', 'nounset', 'pipefail'] },
    { kind: 'secret', line: 7, column: 3, what: 'slack' },
    { kind: 'syntax', line: 9, column: 1, message: '`if` statement must end with `fi`' },
  ],
  unread: false,
};

test.each<[string, JudgedScript[], number]>([
  ['fine', [fine, { ...fine, path: 'runbooks/b.sh' }], 0],
  ['wrong', [fine, wrong], 0],
  ['unread', [{ ...fine, unread: true }], 3],
  [
    'hostile',
    [
      {
        path: 'runbooks/`@bob`|#1 -->.sh',
        findings: [
          { kind: 'syntax', line: 1, column: 1, message: '<b>@bob #1 `hunter2` "hunter2"\n- [x] a' },
        ],
        unread: false,
      },
    ],
    0,
  ],
])("the check of a branch's runbooks: %s", (name, judged, left) => {
  const { title, summary } = runbookCheckText(judged, left);
  expectGolden(`runbook-check-${name}`, title, summary);
});

test.each([
  [['errexit', 'nounset', 'pipefail'], 'set -euo pipefail'],
  [['pipefail'], 'set -o pipefail'],
  [['errexit'], 'set -e'],
  [['nounset', 'pipefail'], 'set -uo pipefail'],
])('missing options are named as they are written: %j', (missing, written) => {
  const message = findingMessage({ kind: 'strict-mode', line: 1, column: 1, missing });
  expect(message).toContain(`\`${written}\` is missing`);
});
