import { stripVTControlCharacters } from 'node:util';
import { readArguments, usage } from '../../demo/terminal/arguments.ts';
import { firstWords } from '../../demo/terminal/first-words.ts';
import { createPrinter, wantsColour } from '../../demo/terminal/printer.ts';

function printed(colour: boolean): string {
  let text = '';
  const write = (more: string): void => {
    text += more;
  };
  const printer = createPrinter({ write, colour, elapsed: () => 12_340 });
  printer.step({ who: 'ada', what: 'pushes a branch' });
  printer.step({ who: 'hotfix-policy', what: 'begins the check run', quote: 'Not yet on main.' });
  printer.mark(true, 'One');
  printer.mark(false, 'Two', 'Because\nof this');
  return text;
}

test('without a terminal the story is plain, and aligned', () => {
  expect(printed(false)).toBe(
    [
      ' 12.3 s  ada            pushes a branch',
      ' 12.3 s  hotfix-policy  begins the check run',
      '                        “Not yet on main.”',
      '  ✓ One',
      '  ✗ Two',
      '      Because',
      '      of this',
      '',
    ].join('\n'),
  );
});

test('colour changes how it looks, not what it says', () => {
  const coloured = printed(true);
  expect(coloured).toContain('\u001b[');
  expect(stripVTControlCharacters(coloured)).toBe(printed(false));
});

test('colour is for terminals that want it', () => {
  expect(wantsColour({ isTTY: true }, {})).toBe(true);
  expect(wantsColour({}, {})).toBe(false);
  expect(wantsColour({ isTTY: true }, { NO_COLOR: '1' })).toBe(false);
  expect(wantsColour({ isTTY: true }, { TERM: 'dumb' })).toBe(false);
});

test('the first words leave out markup, headings, tables and control characters', () => {
  const text =
    '<!-- mark -->\n\n### Status\n\n| a |\n| --- |\n\n**Done.** [#7](https://a.example) is on `main`\u001b[2J';
  expect(firstWords(text)).toBe('Done. #7 is on main [2J');
  expect(firstWords('one two three four', 12)).toBe('one two…');
  expect(firstWords('')).toBe('');
});

test('arguments', () => {
  expect(readArguments([])).toEqual({ kind: 'tell', once: false });
  expect(readArguments(['--once'])).toEqual({ kind: 'tell', once: true });
  expect(readArguments(['--once', '--help'])).toEqual({ kind: 'help' });
  expect(readArguments(['--twice'])).toEqual({ kind: 'wrong', message: expect.stringContaining('--twice') });
  expect(readArguments(['once'])).toMatchObject({ kind: 'wrong' });
  expect(usage).toContain('--once');
});
