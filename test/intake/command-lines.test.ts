import { commandLines } from '../../src/intake/read/command-lines.ts';

const command = '/hotfix status';

test.each([
  ['alone', command, [command]],
  ['in any case', '/HotFix Status', ['/HotFix Status']],
  ['as the web sends it', `Hello\r\n${command}\r\nthere`, [command]],
  ['at the end of a paragraph', `Hello\n${command}`, [command]],
  [
    'with formatting in it',
    '/hotfix supersede the *new* `flag` does it',
    ['/hotfix supersede the *new* `flag` does it'],
  ],
  ['right below a list', `- one\n- two\n${command}`, [command]],
  ['below a closed quotation', `> said\n\n${command}`, [command]],
  ['within what can be folded open', `<details>\n\n${command}\n\n</details>`, [command]],
  ['below a quotation made of HTML', `<blockquote>\nsaid\n</blockquote>\n\n${command}`, [command]],
  ['below a link that is defined', `[a]: /b\n${command}`, [command]],
  ['below a heading that is quoted', `> # Said\n${command}`, [command]],
  ['with a tag in it', `${command} <b>`, [`${command} <b>`]],
  ['several', `${command}\n/hotfix help`, [command, '/hotfix help']],
  ['bare', '/hotfix', ['/hotfix']],
])('%s: read', (_, body, lines) => {
  expect(commandLines(body)).toEqual(lines);
});

test.each([
  ['in the middle of a line', `Try ${command}`],
  ['indented', `  ${command}`],
  ['quoted', `> ${command}`],
  ['in a quotation that goes on without its sign', `> as you said\n${command}`],
  ['in a quotation in a list', `- > ${command}`],
  ['in a list', `- ${command}`],
  ['in fenced code', `\`\`\`\n${command}\n\`\`\``],
  ['in fenced code that never ends', `~~~~\n${command}`],
  ['in indented code', `text\n\n    ${command}`],
  ['in code over several lines', `a \`b\n${command}\nc\` d`],
  ['hidden', `<!--\n${command}\n-->`],
  ['hidden within a paragraph', `Hello <!-- and\n${command}\n--> there`],
  ['in preformatted text', `<pre>\n${command}\n</pre>`],
  ['in a table', `| a |\n| --- |\n${command}`],
  ['the beginning of a path', '/hotfixes/status'],
  ['with something before it', `x${command}`],
  ['in a quotation made of HTML', `<blockquote>\n\n${command}\n\n</blockquote>`],
  ['in HTML that shows code', `See <code>\n${command}\n</code>`],
  ['below preformatted text that another tag seems to end', `<pre>\n</script>\n\n${command}`],
  ['in the title of a link', `[a](/b "\n${command}\n")`],
  ['in the title of a link that is defined', `[a]: /b "\n${command}\n"`],
  ['in the words for an image', `![\n${command}\n](/a.png)`],
  ['in the attribute of a tag', `a <b title="\n${command}\n">`],
  ['in a heading', `${command}\n---`],
  ['below lists deeper than anybody writes', `${'- '.repeat(26)}a\n\n${command}`],
  ['in a comment that nobody types', `${command}\n${'x'.repeat(20_000)}`],
  ['under thousands of quotation signs', `${'>'.repeat(15_000)}\n${command}`],
  ['empty', ''],
])('%s: not read', (_, body) => {
  expect(commandLines(body)).toEqual([]);
});

test('no more than five are read, and each is cut', () => {
  expect(commandLines(`${command}\n`.repeat(50))).toHaveLength(5);
  expect(commandLines(`/hotfix supersede ${'x'.repeat(5_000)}`)[0]).toHaveLength(1_000);
});
