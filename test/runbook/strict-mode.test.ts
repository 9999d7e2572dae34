import { missingStrictMode } from '../../src/runbook/strict-mode.ts';

const statements = (...texts: string[]) => texts.map((text, index) => ({ line: index + 2, text }));
const missing = (...texts: string[]) => missingStrictMode('bash', statements(...texts))?.missing ?? [];

test.each([
  ['as the practice writes it', ['set -euo pipefail', 'rm x']],
  ['with more', ['set -Eeuxo pipefail', 'rm x']],
  ['in pieces', ['set -e', 'set -u', 'set -o pipefail', 'rm x']],
  ['in one line', ['set -e && set -u; set -o pipefail', 'rm x']],
  ['by names', ['set -o errexit -o nounset -o pipefail', 'rm x']],
  ['by names, after another', ['set -eo pipefail -o nounset', 'rm x']],
  ['by shopt', ['shopt -so errexit nounset', 'shopt -s -o pipefail', 'rm x']],
  ['with a comment', ['set -euo pipefail # strict', 'rm x']],
  [
    'after what does nothing yet',
    [
      "IFS=$'\\n'",
      'readonly DIR="$(pwd)"',
      'usage() { echo; }',
      'function die { exit 1; }',
      'trap cleanup EXIT',
      '[[ -n "$1" ]] || exit 1',
      'if [ -t 1 ]; then x=1; fi',
      'echo "=== Runbook ==="',
      '. ./lib.sh',
      'set -euo pipefail',
      'rm x',
    ],
  ],
  ['and is switched off for a while', ['set -euo pipefail', 'set +e', 'rm x', 'set -e']],
  ['where nothing is done at all', ['a=1', 'usage() { rm x; }']],
  ['where there is nothing', []],
])('is on %s', (_, texts) => {
  expect(missing(...texts)).toEqual([]);
});

const all = ['errexit', 'nounset', 'pipefail'];

test.each<[string, string[], string[]]>([
  ['nothing of it', ['rm x'], all],
  ['a part of it', ['set -e', 'rm x'], ['nounset', 'pipefail']],
  ['a pipe alone', ['set -eu', 'set -o pipe', 'rm x'], ['pipefail']],
  ['it comes too late', ['rm x', 'set -euo pipefail'], all],
  ['it is switched off', ['set +euo pipefail', 'rm x'], all],
  ['it is only said', ['echo "set -euo pipefail"', '# set -euo pipefail', 'rm x'], all],
  ['it is in a function', ['main() { set -euo pipefail; rm x; }', 'main'], all],
  ['other words', ['set -- -euo pipefail', 'settle -euo pipefail'], all],
  ['other options', ['set -x', 'shopt -s nullglob', 'shopt -o errexit', 'rm x'], all],
])('is not on: %s', (_, texts, options) => {
  expect(missing(...texts)).toEqual(options);
});

test('belongs where the script begins', () => {
  expect(missingStrictMode('bash', statements('echo', 'rm x'))?.line).toBe(2);
});

test.each([
  ['posix', ['errexit', 'nounset']],
  ['ksh', all],
  ['other', []],
] as const)('in %s', (shell, options) => {
  expect(missingStrictMode(shell, statements('rm x'))?.missing ?? []).toEqual(options);
});
