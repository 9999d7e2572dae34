import { editsOf, patchIdentity, stateOfEdit } from '../../src/proof/edits.ts';

describe('the edits of a patch', () => {
  test.each<[string, string, ReturnType<typeof editsOf>]>([
    ['a changed line', '@@ -9,3 +9,3 @@ function\n a\n-b\n+B\n c', [{ at: 9, removed: ['b'], added: ['B'] }]],
    ['a line that was added', '@@ -9,2 +9,3 @@\n a\n+b\n c', [{ at: 9, removed: [], added: ['b'] }]],
    ['a line that was taken', '@@ -9,3 +9,2 @@\n a\n-b\n c', [{ at: 9, removed: ['b'], added: [] }]],
    [
      'two lines, each by itself',
      '@@ -1,2 +1,2 @@\n-a\n-b\n+A\n+B',
      [
        { at: 0, removed: ['a'], added: ['A'] },
        { at: 1, removed: ['b'], added: ['B'] },
      ],
    ],
    ['one line for two', '@@ -1,2 +1 @@\n-a\n-b\n+A', [{ at: 0, removed: ['a', 'b'], added: ['A'] }]],
    [
      'two hunks',
      '@@ -1 +1 @@\n-a\n+A\n@@ -50 +50 @@\n-b\n+B\n',
      [
        { at: 0, removed: ['a'], added: ['A'] },
        { at: 49, removed: ['b'], added: ['B'] },
      ],
    ],
    ['a new file', '@@ -0,0 +1,2 @@\n+a\n+b', [{ at: 0, removed: [], added: ['a', 'b'] }]],
    [
      'lines that look like headers',
      '@@ -1 +1 @@\n---- a\n++++ b',
      [{ at: 0, removed: ['--- a'], added: ['+++ b'] }],
    ],
    [
      'a last line without its line break',
      '@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a',
      [{ at: 0, removed: ['a\u0000'], added: ['a'] }],
    ],
    ['an empty line of context', '@@ -1,3 +1,3 @@\n a\n\n-b\n+B', [{ at: 2, removed: ['b'], added: ['B'] }]],
    ['no change of content', '', []],
    ['no patch', 'Binary files differ', null],
    ['no patch after a hunk', '@@ -1 +1 @@\n-a\n+b\nwhat?', null],
  ])('%s', (_, patch, edits) => {
    expect(editsOf(patch)).toEqual(edits);
  });
});

describe('an edit among those of the other side', () => {
  const edit = { at: 10, removed: ['a'], added: ['b'] };
  test.each([
    ['the same', { ...edit }, 'present'],
    ['another for the same line', { at: 10, removed: ['a'], added: ['c'] }, 'replaced'],
    ['the old line, indented', { at: 10, removed: ['a'], added: ['  a'] }, 'absent'],
    ['the new line, commented out', { at: 10, removed: ['a'], added: ['// b'] }, 'replaced'],
    ['one that takes the line', { at: 9, removed: ['z', 'a'], added: [] }, 'replaced'],
    ['the next line', { at: 11, removed: ['c'], added: ['d'] }, 'absent'],
    ['a line added right before it', { at: 10, removed: [], added: ['c'] }, 'absent'],
    ['a line added right after it', { at: 11, removed: [], added: ['c'] }, 'absent'],
    ['one far away', { at: 30, removed: ['a'], added: ['b'] }, 'absent'],
  ])('%s', (_, other, state) => {
    expect(stateOfEdit(edit, [other])).toBe(state);
  });

  test('is found among neighbours', () => {
    expect(stateOfEdit(edit, [{ at: 11, removed: [], added: ['c'] }, edit])).toBe('present');
  });
});

describe('an insertion among those of the other side', () => {
  const edit = { at: 10, removed: [], added: ['guard', 'check', 'log', 'done'] };
  test.each([
    ['the same', edit.added, 'present'],
    ['the same and more', ['first', ...edit.added], 'replaced'],
    ['one line of it changed', ['guard', 'check better', 'log', 'done'], 'replaced'],
    ['one line of it gone', ['guard', 'log', 'done'], 'doubtful'],
    ['something else', ['note'], 'doubtful'],
  ])('%s', (_, added, state) => {
    expect(stateOfEdit(edit, [{ ...edit, added }])).toBe(state);
  });
});

test('lines that were removed and put back lower down are not gone', () => {
  const edit = { at: 10, removed: ['unsafe();'], added: [] };
  expect(stateOfEdit(edit, [edit, { at: 14, removed: [], added: ['unsafe();'] }])).toBe('doubtful');
});

test('a patch is the same wherever in the file it is, and another where it does something else', () => {
  const patch = '@@ -9,3 +9,3 @@ function a\n a\n-b\n+B\n c';
  expect(patchIdentity(patch.replaceAll('9,3', '12,3'))).toBe(patchIdentity(patch));
  expect(patchIdentity(patch.replace('+B', '+C'))).not.toBe(patchIdentity(patch));
  expect(patchIdentity('Binary files differ')).toBeNull();
});
