import { renderMarkdown } from '../../demo/page/markdown.ts';

const render = (text: string): string => renderMarkdown(text).markup.trim();

describe('hostile text', () => {
  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['a script in a line', 'Hi <script>alert(1)</script>'],
    ['a script after a comment', '<!-- a --><script>alert(1)</script>'],
    ['an event handler', '<img src=x onerror=alert(1)>'],
    ['a handler in a line', 'x <a href="#" onclick="alert(1)">y</a>'],
    ['text that marked takes for raw', '<pre>a <b onload=alert(1)</pre>'],
    ['a language that leaves its attribute', '```"onload="alert(1)\nx\n```'],
    ['a title that leaves its attribute', `[x](https://a.example '"onclick="alert(1)')`],
    ['an address that leaves its attribute', '[x](https://a.example/"onclick="alert(1))'],
    ['an image', '![x](https://a.example/x.png"onerror="alert(1))'],
    ['an entity', '&lt;script&gt;alert(1)&#60;/script&#62;'],
  ])('%s does not become markup', (_, text) => {
    const tags = render(text).match(/<[^>]*>/g) ?? [];
    expect(tags.join(' ')).not.toMatch(/script|img|<b|\son\w+=/i);
  });

  test.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](//evil.example)',
    '<javascript:alert(1)>',
    '[x]\n\n[x]: vbscript:x',
  ])('%s is not a link', (text) => {
    expect(render(text)).not.toContain('<a');
  });
});

test('hidden comments stay hidden, other HTML is shown as it was written', () => {
  expect(render('<!-- hotfix-policy:status:7 -->\n\nHello <b>you</b>')).toBe(
    '<p>Hello &#60;b&#62;you&#60;/b&#62;</p>',
  );
});

test('links to the web and within the site are links', () => {
  expect(render('[a](https://a.example) [b](/acme/x/pull/1)')).toMatch(
    /^<p><a href="https:\/\/a.example".*<a href="\/acme\/x\/pull\/1"/,
  );
});

test('names are bold, but not in code, in links, in addresses and in words', () => {
  const bold = (name: string): string => `<strong class="mention">@${name}</strong>`;
  expect(render('@ada, @acme/payments: hello')).toBe(
    `<p>${bold('ada')}, ${bold('acme/payments')}: hello</p>`,
  );
  expect(render('`@ada` [@ada](https://a.example) me@a.example x@ada')).not.toContain('mention');
  expect(render('| a |\n| --- |\n| @ada |')).toContain(`<td>${bold('ada')}</td>`);
});

test('tables, task lists and hard line breaks are as on GitHub', () => {
  expect(render('| a |\n| --- |\n| b |')).toContain('<table>');
  expect(render('- [ ] a')).toContain('<input disabled="" type="checkbox">');
  expect(render('a\nb')).toContain('<br>');
});
