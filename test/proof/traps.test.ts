/**
 * Histories that look like one thing and are another. Each was found by trying to fool the proof: what is not on the
 * target must never be said to be there, and what cannot be told is left to people.
 */
import { type History, history, hotfix, lines, payment, type Search } from '../support/history.ts';

const both = { 10: 'line 10, fixed', 20: 'line 20, fixed too' };
const fixed = { 10: 'line 10, fixed' };
const other = 'src/other.ts';
const who = { name: 'grace', email: 'grace@example.com', at: new Date() };

/** Never done. */
const no = /^(not-there|partly|reverted|unclear)$/;
const yes = /^there$/;
/** It is there, and only a person can tell. */
const person = /^(partly|reverted|unclear)$/;

function insertBefore(text: string, line: number, added: string): string {
  const all = text.split('\n');
  all.splice(line - 1, 0, added);
  return all.join('\n');
}

async function headOf(it: History, branch: string): Promise<string> {
  return (await it.repository.head(branch)) ?? '';
}

/** `make` tells the history, and returns what the search is told beside it. */
function trap(
  name: string,
  right: RegExp,
  make: (it: History) => Promise<Search | undefined | undefined>,
  files: Record<string, string> = {},
): void {
  test(name, async () => {
    const it = await history(files);
    const search = await make(it);
    expect((await it.verdict(search)).kind).toMatch(right);
  });
}

describe('not there', () => {
  trap('hidden revert + comment inserted above', no, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    const m = await it.merge('squash');
    await it.commit('main', { [payment]: insertBefore(lines(), 10, '// about line 10') }, 'Refactor');
    return { arrivedBy: [m] };
  });
  trap('same, no pull', no, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    await it.merge('squash');
    await it.commit('main', { [payment]: insertBefore(lines(), 10, '// about line 10') }, 'Refactor');
  });
  trap('one hunk reverted, other hunk edited', no, async (it) => {
    await it.fix({ [payment]: lines(both) });
    const m = await it.merge('squash');
    await it.main({ 10: 'line 10, better' }, 'Refactor');
    return { arrivedBy: [m] };
  });
  trap('same, no pull', no, async (it) => {
    await it.fix({ [payment]: lines(both) });
    await it.merge('squash');
    await it.main({ 10: 'line 10, better' }, 'Refactor');
  });
  trap('merge by hand drops one of two hunks', no, async (it) => {
    await it.fix({ [payment]: lines(both) });
    await it.main({ 10: 'line 10, main' });
    const m = await it.mergeByHand({ [payment]: lines({ 10: 'line 10, main', 20: both[20] }) });
    return { arrivedBy: [m] };
  });
  trap('develop merged to main, conflict resolved against', no, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    await it.repository.as('bob').pointBranch('develop', it.fork);
    await it.merge('merge', 'Into develop', 'develop');
    await it.main({ 10: 'line 10, main' });
    const { git } = it.repository.state;
    const sha = await git.commitChanges(
      [await headOf(it, 'main'), await headOf(it, 'develop')],
      { 'x.ts': 'x\n' },
      'Release',
      who,
    );
    await it.repository.as('grace').pointBranch('main', sha);
  });
  trap('earlier deployed head; merge of later head resolved against', no, async (it) => {
    const a = await it.fix({ [payment]: lines(fixed) });
    await it.fix({ [payment]: lines({ 10: 'line 10, fixed v2' }) });
    await it.main({ 10: 'line 10, main' });
    await it.mergeByHand({});
    return { head: a };
  });
  trap('head itself of A5', no, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    await it.fix({ [payment]: lines({ 10: 'line 10, fixed v2' }) });
    await it.main({ 10: 'line 10, main' });
    await it.mergeByHand({});
  });
  trap('first commit merged -s ours over conflict, late commit picked', no, async (it) => {
    await it.fix({ [payment]: lines(fixed) }, 'A');
    await it.main({ 10: 'line 10, main' });
    await it.mergeByHand({});
    await it.fix({ [other]: lines({ 5: 'late' }) }, 'B');
    await it.commit('main', { [other]: lines({ 5: 'late' }) }, 'Pick B');
  });
  trap('new file, same content elsewhere on target', no, async (it) => {
    await it.fix({ 'config/prod/flag.yml': 'enabled: false\n' });
    await it.commit('main', { 'config/staging/flag.yml': 'enabled: false\n' });
  });
  trap(
    'rename to b, target renames to c',
    no,
    async (it) => {
      await it.fix({ 'a.yml': null, 'b.yml': lines({ 1: 'q' }) });
      await it.commit('main', { 'a.yml': null, 'c.yml': lines({ 1: 'q' }) });
    },
    { 'a.yml': lines({ 1: 'q' }) },
  );
  trap('second commit undoes half of first, only first picked', no, async (it) => {
    await it.fix({ [payment]: lines(both) }, 'Fix');
    await it.fix({ [payment]: lines(fixed) }, 'Take half back');
    await it.main(both, 'Fix');
  });
  trap('second removes file that first added, only first picked', no, async (it) => {
    await it.fix({ [payment]: lines(fixed), 'debug.ts': 'dump\n' }, 'Fix');
    await it.fix({ 'debug.ts': null }, 'Remove debug');
    await it.commit('main', { [payment]: lines(fixed), 'debug.ts': 'dump\n' }, 'Fix');
  });
  trap('deleted line re-added lower', no, async (it) => {
    const cut = lines().replace('line 10\n', '');
    await it.fix({ [payment]: cut });
    const m = await it.merge('squash');
    await it.commit('main', { [payment]: cut.replace('line 12\n', 'line 12\nline 10\n') });
    return { arrivedBy: [m] };
  });
  trap('-s ours, fork unknown', no, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    await it.mergeByHand({});
    return { fork: null };
  });
  trap('merged, silent revert, fork unknown, no pull', no, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    await it.main({ 40: 'x' });
    await it.merge('merge');
    await it.main({ 40: 'x' }, 'Refactor');
    return { fork: null };
  });
  trap('reformat CRLF drops the fix', no, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    const m = await it.merge('squash');
    await it.commit('main', { [payment]: lines().replace(/\n/g, '\r\n') }, 'Reformat');
    return { arrivedBy: [m] };
  });
  trap('re-indent drops the fix', no, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    const m = await it.merge('squash');
    await it.commit('main', { [payment]: lines().replace(/^/gm, '  ') }, 'Reformat');
    return { arrivedBy: [m] };
  });
  trap('commented out afterwards', no, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    const m = await it.merge('squash');
    await it.main({ 10: '// line 10, fixed' }, 'Refactor');
    return { arrivedBy: [m] };
  });
  trap('file deleted afterwards, replaced by one without the fix', no, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    const m = await it.merge('squash');
    await it.commit('main', { [payment]: null, 'src/pay.ts': 'all new\nline 10\n' }, 'Rewrite');
    return { arrivedBy: [m] };
  });
  trap('same change to the twin block + main changes the real one', no, async (it) => {
    const block = (n: string, t: number) =>
      `${n}:\n  kind: http\n  retries: 3\n  pool: 5\n  timeout: ${t}\n  keep: yes\n  log: no\n  trace: no\n`;
    const all = (a: number, b: number) => block('a', a) + block('m', 1) + block('b', b);
    await it.commit('main', { 'c.yml': all(30, 30) });
    it.fork = await headOf(it, 'main');
    await it.fix({ 'c.yml': all(60, 30) });
    await it.commit('main', { 'c.yml': all(30, 60) }, 'b');
    await it.commit('main', { 'c.yml': all(45, 60) }, 'a');
  });
  trap('more than 300 files, revert hidden with another edit of the file', no, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    const m = await it.merge('squash');
    const many = Object.fromEntries(Array.from({ length: 310 }, (_, i) => [`a/${i}.ts`, 'new\n']));
    await it.commit('main', { ...many, [payment]: lines({ 30: 'x' }) }, 'Refactor');
    return { arrivedBy: [m] };
  });
  trap('hunk + insertion guard replaced by another line', no, async (it) => {
    await it.fix({ [payment]: insertBefore(lines(), 10, 'guard') });
    const m = await it.merge('squash');
    await it.commit('main', { [payment]: insertBefore(lines(), 10, '// note') }, 'Refactor');
    return { arrivedBy: [m] };
  });
  trap('guard inserted; on target the guard dropped, next line edited', no, async (it) => {
    await it.fix({ [payment]: insertBefore(lines(), 10, 'guard') });
    const m = await it.merge('squash');
    await it.commit('main', { [payment]: lines({ 10: 'line 10, renamed' }) }, 'Refactor');
    return { arrivedBy: [m] };
  });
  trap('empty file added elsewhere', no, async (it) => {
    await it.fix({ 'pkg/__init__.py': '' });
    await it.commit('main', { 'z/__init__.py': '' });
  });
  trap(
    'two-file fix, file 1 dropped in merge conflict with evil other change, file 2 kept',
    no,
    async (it) => {
      await it.fix({ [payment]: lines(fixed), [other]: lines({ 5: 'o' }) });
      await it.main({ 10: 'line 10, main' });
      const m = await it.mergeByHand({ [other]: lines({ 5: 'o' }) });
      return { arrivedBy: [m] };
    },
  );
  trap('merged ours then revert-of-nothing', no, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    await it.main({ 10: 'line 10, main' });
    await it.mergeByHand({ [payment]: lines({ 10: 'line 10, main', 30: 'evil' }) });
  });
  trap('revert of the revert says so, but brings something else', no, async (it) => {
    await it.fix({ [payment]: lines(both) });
    const m = await it.merge('squash');
    const r = await it.revert(m, {});
    await it.revert(r, { 10: 'line 10, half' });
    return { arrivedBy: [m] };
  });
  trap(
    'edit moved: fix is in a removed line, same lines removed by rename+rewrite',
    no,
    async (it) => {
      await it.fix({ 'old.ts': null });
      await it.commit('main', { 'old.ts': null, 'new.ts': lines({ 1: 'old' }) });
    },
    { 'old.ts': lines({ 1: 'old' }) },
  );
});

describe('there', () => {
  trap('hotfix with try+revert inside, merged, later edit of the line', yes, async (it) => {
    const a = await it.fix({ [payment]: lines({ 10: 'try' }) }, 'Try');
    await it.fix({ [payment]: lines() }, `Revert "Try"\n\nThis reverts commit ${a}.`);
    await it.fix({ [payment]: lines(fixed) }, 'Real');
    const m = await it.merge('merge');
    await it.main({ 10: 'line 10, better' });
    return { arrivedBy: [m] };
  });
  trap('same, squash message lists the commits', yes, async (it) => {
    const a = await it.fix({ [payment]: lines({ 10: 'try' }) }, 'Try');
    await it.fix({ [payment]: lines() }, `Revert "Try"\n\nThis reverts commit ${a}.`);
    await it.fix({ [payment]: lines(fixed) }, 'Real');
    const m = await it.merge(
      'squash',
      `Fix (#7)\n\n* Try\n\n* Revert "Try"\n\nThis reverts commit ${a}.\n\n* Real`,
    );
    await it.main({ 10: 'line 10, better' });
    return { arrivedBy: [m] };
  });
  trap('button twice, titles with numbers', yes, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    const m = await it.merge('squash', 'Fix (#7)');
    await it.main({}, 'Revert "Fix" (#8)\n\nReverts acme/checkout-service#7');
    await it.main(fixed, 'Revert "Revert "Fix"" (#9)\n\nReverts acme/checkout-service#8');
    await it.main({ 10: 'line 10, better' });
    return { arrivedBy: [m], pulls: [7] };
  });
  trap('reverted, relanded by pick, later edit', person, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    const m = await it.merge('squash');
    await it.revert(m, {});
    await it.main(fixed, 'Fix it again');
    await it.main({ 10: 'line 10, better' });
    return { arrivedBy: [m] };
  });
  trap('neighbour changed before squash, line added below afterwards, no pull', yes, async (it) => {
    await it.main({ 12: 'x' });
    await it.fix({ [payment]: lines(fixed) });
    await it.merge('squash');
    await it.commit('main', { [payment]: insertBefore(lines({ ...fixed, 12: 'x' }), 11, 'added') });
  });
  trap('whole target reformatted, then fix picked', person, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    await it.commit('main', { [payment]: lines().replace(/\n/g, '\r\n') }, 'Reformat');
    await it.commit('main', { [payment]: lines(fixed).replace(/\n/g, '\r\n') }, 'Fix');
  });
  trap('file deleted on target after merge', /^(there|unclear)$/, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    const m = await it.merge('squash');
    await it.commit('main', { [payment]: null });
    return { arrivedBy: [m] };
  });
  trap('fix picked, then function moved to another file', /^(there|unclear)$/, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    const m = await it.merge('squash');
    const all = lines(fixed).split('\n');
    await it.commit('main', {
      [payment]: `${[...all.slice(0, 5), ...all.slice(15)].join('\n')}`,
      'src/moved.ts': `${all.slice(5, 15).join('\n')}\n`,
    });
    return { arrivedBy: [m] };
  });
  trap(
    'changelog: fix adds a line on top, main too, then squash',
    person,
    async (it) => {
      await it.fix({ 'CHANGELOG.md': `# Log\n- fix\n- one\n`, [payment]: lines(fixed) });
      await it.commit('main', { 'CHANGELOG.md': '# Log\n- main\n- one\n' });
      await it.commit(
        'main',
        { 'CHANGELOG.md': '# Log\n- fix\n- main\n- one\n', [payment]: lines(fixed) },
        'Fix',
      );
    },
    { 'CHANGELOG.md': '# Log\n- one\n' },
  );
  trap('same, merged by pull', yes, async (it) => {
    await it.fix({ 'CHANGELOG.md': `# Log\n- fix\n- one\n`, [payment]: lines(fixed) });
    await it.commit('main', { 'CHANGELOG.md': '# Log\n- main\n- one\n' });
    const m = await it.mergeByHand({
      'CHANGELOG.md': '# Log\n- fix\n- main\n- one\n',
      [payment]: lines(fixed),
    });
    return { arrivedBy: [m] };
  });
  trap(
    'version bump line: target has higher version',
    person,
    async (it) => {
      await it.fix({ 'package.json': '{\n"version": "1.0.1"\n}\n', [payment]: lines(fixed) });
      await it.commit('main', { 'package.json': '{\n"version": "1.1.0"\n}\n' });
      await it.commit('main', { [payment]: lines(fixed) }, 'Fix');
    },
    { 'package.json': '{\n"version": "1.0.0"\n}\n' },
  );
  trap('hotfix cut from release branch, fix picked', person, async (it) => {
    await it.repository.as('bob').pointBranch('release', it.fork);
    await it.commit('release', { VERSION: '1.0\n' });
    await it.repository.as('bob').pointBranch(hotfix, 'release');
    await it.fix({ [payment]: lines(fixed) });
    await it.main(fixed, 'Fix');
  });
  trap('squash then a line added directly above', yes, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    await it.merge('squash');
    await it.commit('main', { [payment]: insertBefore(lines(fixed), 10, 'added') });
  });
  trap('adjacent line edit first with conflict solved, then pick (3->)', person, async (it) => {
    await it.fix({ [payment]: insertBefore(lines(fixed), 11, 'fix 2') });
    await it.main({ 11: 'line 11, main' });
    await it.commit(
      'main',
      { [payment]: insertBefore(lines({ ...fixed, 11: 'line 11, main' }), 11, 'fix 2') },
      'Fix',
    );
  });
});

describe('further ones', () => {
  trap('rebase-merged, first copy reverted by name, line edited', no, async (it) => {
    await it.fix({ [payment]: lines(fixed) }, 'one');
    await it.fix({ [other]: lines({ 5: 'x' }) }, 'two');
    await it.main({ 40: 'm' });
    const m = await it.merge('rebase');
    const copy = (await it.repository.state.git.commit(m)).parents[0] ?? '';
    await it.revert(copy, { 40: 'm' });
    await it.main({ 40: 'm', 10: 'line 10, else' });
    return { arrivedBy: [m] };
  });
  trap('repeated line elsewhere', no, async (it) => {
    await it.fix({ [payment]: lines({ 10: 'return null;' }) });
    await it.main({ 15: 'return null;' });
  });
  trap('rollback hotfix: reverts X; merged; later edit', yes, async (it) => {
    const x = await it.main({ 10: 'X' }, 'Feature X');
    it.fork = x;
    await it.fix({ [payment]: lines() }, `Revert "Feature X"\n\nThis reverts commit ${x}.`);
    const m = await it.merge('squash', `Revert "Feature X" (#7)\n\nThis reverts commit ${x}.`);
    await it.main({ 10: 'X, better' });
    return { arrivedBy: [m] };
  });
  trap('rollback hotfix: target re-applies X silently', no, async (it) => {
    const x = await it.main({ 10: 'X' }, 'Feature X');
    it.fork = x;
    await it.fix({ [payment]: lines() }, `Revert "Feature X"\n\nThis reverts commit ${x}.`);
    const m = await it.merge('squash');
    await it.main({ 10: 'X', 11: 'more of X' }, 'Feature X again');
    return { arrivedBy: [m] };
  });
  trap('rollback hotfix, X re-applied with a line beside', no, async (it) => {
    const x = await it.main({ 10: 'X' }, 'Feature X');
    it.fork = x;
    await it.fix({ [payment]: lines() }, `Revert "Feature X"\n\nThis reverts commit ${x}.`);
    const m = await it.merge('squash');
    await it.main({ 10: 'X\n// safe now' }, 'Feature X again');
    return { arrivedBy: [m] };
  });
  trap('renamed on target after merge, then silently reverted', no, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    const m = await it.merge('squash');
    await it.commit('main', { [payment]: null, 'src/pay.ts': lines(fixed) }, 'Rename');
    await it.commit('main', { 'src/pay.ts': lines() }, 'Refactor');
    return { arrivedBy: [m] };
  });
  trap('renamed on target, then line edited', yes, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    const m = await it.merge('squash');
    await it.commit('main', { [payment]: null, 'src/pay.ts': lines({ 10: 'better' }) }, 'Rename');
    return { arrivedBy: [m] };
  });
  trap('renamed on target first, then fix picked there, then edited, no PR', person, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    await it.commit('main', { [payment]: null, 'src/pay.ts': lines() }, 'Rename');
    await it.commit('main', { 'src/pay.ts': lines(fixed) }, 'Fix');
    await it.commit('main', { 'src/pay.ts': lines({ 10: 'better' }) }, 'Tune');
  });
  trap('unrelated revert mentions PR of same number in another repo', yes, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    const m = await it.merge('squash', 'Fix (#7)');
    await it.commit('main', { [other]: lines({ 3: 'l' }) }, 'Downgrade lib\n\nReverts acme/lib#7');
    await it.main({ 10: 'better' });
    return { arrivedBy: [m], pulls: [7] };
  });
  trap('hotfix reverts one of its own commits, merged, target picks earlier...', yes, async (it) => {
    await it.fix({ [payment]: lines(fixed), [other]: lines({ 5: 'dbg' }) }, 'Fix + debug');
    await it.fix({ [other]: lines() }, 'Remove debug');
    const m = await it.merge('merge');
    await it.main({ ...fixed, 30: 'x' });
    return { arrivedBy: [m] };
  });
  trap('added file, later deleted by PR after merge', /^(reverted|unclear)$/, async (it) => {
    await it.fix({ 'src/shim.ts': 'shim\n' });
    const m = await it.merge('squash');
    await it.commit('main', { 'src/shim.ts': null }, 'Real fix instead of the shim');
    return { arrivedBy: [m] };
  });
  trap('added file, moved to another directory with import changed', person, async (it) => {
    await it.fix({ 'src/shim.ts': lines({ 1: 'import a' }) });
    const m = await it.merge('squash');
    await it.commit('main', { 'src/shim.ts': null, 'src/lib/shim.ts': lines({ 1: 'import b' }) }, 'Move');
    return { arrivedBy: [m] };
  });
  trap(
    'no newline at end: fix appends; target appended otherwise',
    no,
    async (it) => {
      await it.fix({ [payment]: 'a\nb\nfix' });
      await it.commit('main', { [payment]: 'a\nb\nmain\nfix\n' });
    },
    { [payment]: 'a\nb' },
  );
  trap(
    'no newline: fix changes line, picked, target adds the last newline',
    yes,
    async (it) => {
      await it.fix({ [payment]: 'a\nB' });
      await it.commit('main', { [payment]: 'a\nB\n' });
    },
    { [payment]: 'a\nb' },
  );
  trap('squash PR where hotfix had merged main (fork re-read), then silent revert', no, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    await it.main({ 30: 'm' });
    await it.merge('merge', 'Merge main', hotfix, 'main');
    const m = await it.merge('squash');
    await it.main({ 30: 'm' }, 'Refactor');
    return { arrivedBy: [m] };
  });
  trap('old fork, hotfix merged main, squash, main edits its own line meanwhile', person, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    await it.main({ 30: 'm' });
    await it.merge('merge', 'Merge main', hotfix, 'main');
    const m = await it.merge('squash');
    await it.main({ ...fixed, 30: 'line 30' }, 'Take 30 back');
    return { arrivedBy: [m] };
  });
});

describe('histories that the present text does not show', () => {
  trap('brought twice, and what had stood there in between put back in part', no, async (it) => {
    const cut = lines({ 11: 'line 11, fixed' }).replace('line 10\n', '');
    await it.fix({ [payment]: cut });
    const m = await it.merge('squash');
    await it.main({}, 'Refactor');
    await it.main({ 10: 'something else' });
    await it.commit('main', { [payment]: cut }, 'Fix it again');
    await it.main({ 10: 'something else', 11: 'line 11, fixed' }, 'Refactor');
    return { arrivedBy: [m] };
  });
  trap('tuned, taken back, and written anew', no, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    const m = await it.merge('squash');
    await it.main({ 10: 'line 10, fixed better' }, 'Tune');
    await it.main({}, 'Refactor');
    await it.main({ 10: 'something else' }, 'Work');
    return { arrivedBy: [m] };
  });
  trap('taken back with a remark', no, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    const m = await it.merge('squash');
    await it.main({ 10: 'line 10 // as it was' }, 'Refactor');
    return { arrivedBy: [m] };
  });
  trap('dropped by a branch that merged the target, then written anew', no, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    const m = await it.merge('squash');
    const { git } = it.repository.state;
    const before = await git.commitChanges([it.fork], { 'side.ts': 'x\n' }, 'Side work', who);
    const drops = await git.commitChanges([before, m], {}, 'Merge main', who);
    const merge = await git.commitChanges(
      [m, drops],
      { [payment]: lines(), 'side.ts': 'x\n' },
      'Merge side',
      who,
    );
    await it.repository.as('grace').pointBranch('main', merge);
    await it.main({ 10: 'something else' }, 'Work');
    return { arrivedBy: [m] };
  });
  trap('renamed, taken back under the new name, and written anew', no, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    const m = await it.merge('squash');
    await it.commit('main', { [payment]: null, 'src/pay.ts': lines(fixed) }, 'Rename');
    await it.commit('main', { 'src/pay.ts': lines() }, 'Refactor');
    await it.commit('main', { 'src/pay.ts': lines({ 10: 'something else' }) }, 'Work');
    return { arrivedBy: [m] };
  });
  trap('a guard taken out, and its neighbour changed', /^reverted$/, async (it) => {
    await it.fix({ [payment]: insertBefore(lines(), 10, 'guard') });
    const m = await it.merge('squash');
    await it.commit('main', { [payment]: lines() }, 'Tidy up');
    await it.commit('main', { [payment]: lines({ 10: 'line 10, renamed' }) }, 'Work');
    return { arrivedBy: [m] };
  });
  trap('a guard beside a changed line, taken out by itself', /^reverted$/, async (it) => {
    await it.fix({ [payment]: insertBefore(lines(fixed), 10, 'guard') });
    const m = await it.merge('squash');
    await it.main(fixed, 'Tidy up');
    return { arrivedBy: [m] };
  });
  trap('taken back to what stood there before the merge', no, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    await it.main({ 10: 'line 10, main' });
    const m = await it.mergeByHand({ [payment]: lines(fixed) });
    await it.main({ 10: 'line 10, main' }, 'Refactor');
    return { arrivedBy: [m] };
  });
  trap('only the second of two commits at the same line taken back', no, async (it) => {
    await it.fix({ [payment]: lines({ 10: 'line 10, first' }) });
    await it.fix({ [payment]: lines({ 10: 'line 10, second' }) });
    const m = await it.merge('squash');
    await it.main({ 10: 'line 10, first' }, 'Refactor');
    return { arrivedBy: [m] };
  });
  trap('taken back long ago, and much work since', no, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    const m = await it.merge('squash');
    await it.main({}, 'Refactor');
    await it.main({ 10: 'something else' }, 'Work');
    for (let n = 0; n < 45; n++) await it.main({ 10: 'something else', 30: `work ${n}` }, 'Work');
    return { arrivedBy: [m] };
  });
  trap('a binary file, of which an earlier commit alone came', no, async (it) => {
    await it.fix({ [payment]: lines(fixed), 'logo.png': Buffer.from([0, 1]) }, 'Fix');
    await it.fix({ 'logo.png': null }, 'Not the logo');
    await it.commit('main', { [payment]: lines(fixed), 'logo.png': Buffer.from([0, 1]) }, 'Fix');
  });
  trap('a binary file changed, put back on the way; the change alone came', no, async (it) => {
    await it.commit('main', { 'logo.png': Buffer.from([0, 0]) });
    it.fork = await headOf(it, 'main');
    await it.fix({ [payment]: lines(fixed), 'logo.png': Buffer.from([0, 1]) }, 'Fix');
    await it.fix({ 'logo.png': Buffer.from([0, 0]) }, 'Not the logo');
    await it.commit('main', { [payment]: lines(fixed), 'logo.png': Buffer.from([0, 1]) }, 'Fix');
  });
  trap('tuned step by step', yes, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    const m = await it.merge('squash');
    await it.main({ 10: 'better' }, 'Tune');
    await it.main({ 10: 'better still', 11: 'and more' }, 'Tune');
    return { arrivedBy: [m] };
  });
  trap('renamed, then tuned step by step', yes, async (it) => {
    await it.fix({ [payment]: lines(fixed) });
    const m = await it.merge('squash');
    await it.commit('main', { [payment]: null, 'src/pay.ts': lines(fixed) }, 'Rename');
    await it.commit('main', { 'src/pay.ts': lines({ 10: 'better' }) }, 'Tune');
    await it.commit('main', { 'src/pay.ts': lines({ 10: 'better still' }) }, 'Tune');
    return { arrivedBy: [m] };
  });
});
