import { shellOf } from '../../src/runbook/shell-of.ts';

test.each([
  ['a.sh', '#!/bin/bash\necho', 'bash'],
  ['a.sh', '#!/usr/bin/env bash', 'bash'],
  ['a', '#! /usr/bin/env -S bash -euo pipefail\n', 'bash'],
  ['a', '#!/usr/bin/env LANG=C bash', 'bash'],
  ['a.sh', '#!/bin/sh -e\n', 'posix'],
  ['a.bash', '#!/bin/dash', 'posix'],
  ['a', '#!/bin/ksh', 'ksh'],
  ['a.sh', '#!/bin/constructor', 'other'],
  ['a', '#!/bin/toString', null],
  ['a.sh', '#!/bin/zsh', 'other'],
  ['a.sh', '#!/usr/bin/fish', 'other'],
  ['a.sh', 'echo', 'bash'],
  ['a.sh', '', 'bash'],
  ['a.SH', '\n#!/bin/sh', 'bash'],
  ['a.bash', '# comment', 'bash'],
  ['a.ksh', 'echo', 'ksh'],
  ['a', '#!/usr/bin/env python3\n', null],
  ['a', 'Restart the database.', null],
  ['a', '#!', null],
  ['a', '#!/usr/bin/env', null],
  ['README', '', null],
])('%s that begins with %j is written for %s', (path, text, shell) => {
  expect(shellOf(path, text)).toBe(shell);
});
