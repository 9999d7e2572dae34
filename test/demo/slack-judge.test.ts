/** The judge of messages knows Slack's documented rules, and lets no breach pass. */
import { judgeMessage } from '../../demo/slack/judge-message.ts';

const text = (size: number): string => 'x'.repeat(size);
const plain = (size: number) => ({ type: 'plain_text', text: text(size) });
const mrkdwn = (said: string) => ({ type: 'mrkdwn', text: said });
const section = (size: number) => ({ type: 'section', text: mrkdwn(text(size)) });
const fields = (count: number, size: number) => ({
  type: 'section',
  fields: Array.from({ length: count }, () => mrkdwn(text(size))),
});
const button = (label: number, url: number) => ({
  type: 'actions',
  elements: [{ type: 'button', text: plain(label), url: text(url) }],
});
const of = (...blocks: object[]) => ({ text: 'x', blocks });

test.each<[string, object, object]>([
  [
    '50 blocks',
    of(...Array.from({ length: 50 }, () => section(1))),
    of(...Array.from({ length: 51 }, () => section(1))),
  ],
  ['3,000 characters of a section', of(section(3_000)), of(section(3_001))],
  ['2,000 characters of a field', of(fields(1, 2_000)), of(fields(1, 2_001))],
  ['10 fields', of(fields(10, 1)), of(fields(11, 1))],
  [
    '150 characters of a header',
    of({ type: 'header', text: plain(150) }),
    of({ type: 'header', text: plain(151) }),
  ],
  [
    'a header of plain text',
    of({ type: 'header', text: plain(1) }),
    of({ type: 'header', text: mrkdwn('x') }),
  ],
  ['75 characters of a button', of(button(75, 1)), of(button(76, 1))],
  ['3,000 characters of an address', of(button(1, 3_000)), of(button(1, 3_001))],
  [
    '40,000 characters of the text',
    { ...of(section(1)), text: text(40_000) },
    { ...of(section(1)), text: text(40_001) },
  ],
  ['a text always', of(section(1)), { blocks: [section(1)] }],
  ['a section with something in it', of(section(1)), of({ type: 'section' })],
  [
    'links',
    of({ type: 'section', text: mrkdwn('<https://a.example|a>') }),
    of({ type: 'section', text: mrkdwn('<!channel>') }),
  ],
  [
    'no mention in the text',
    { ...of(section(1)), text: '&lt;!here&gt;' },
    { ...of(section(1)), text: '<@U123>' },
  ],
  [
    'what is escaped',
    of({ type: 'section', text: mrkdwn('a &amp; b') }),
    of({ type: 'section', text: mrkdwn('a & b') }),
  ],
  ['keys that there are', of(section(1)), of({ ...section(1), colour: 'red' })],
])('the judge accepts %s, and no more', (_, fine, wrong) => {
  expect(judgeMessage(fine)).toEqual([]);
  expect(judgeMessage(wrong)).not.toEqual([]);
});
