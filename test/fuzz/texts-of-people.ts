import { isDeepStrictEqual } from 'node:util';
import { parseArtefactKey } from '../../src/artefact/keys.ts';
import { keyOfMarker, markerOf, markersIn } from '../../src/artefact/marker.ts';
import { asBlock, blockIn, withBlock, withoutBlock } from '../../src/artefact/review-block.ts';
import { sealBelow } from '../../src/artefact/seal.ts';
import { readForm } from '../../src/facts/incident-form.ts';
import { shownLines } from '../../src/facts/shown-lines.ts';
import { parseCommand, verbs } from '../../src/hotfix/commands/parse-command.ts';
import { parseTime } from '../../src/hotfix/commands/parse-time.ts';
import { readPeopleParts } from '../../src/incident/people-parts.ts';
import { gapQuestions, improvementPrompts } from '../../src/incident/prompts.ts';
import { commandLines } from '../../src/intake/read/command-lines.ts';
import { parseIncidentKey, parseInstallationKey } from '../../src/store/subject-key.ts';
import { mustHold, type Parser } from './parser.ts';

const now = new Date('2026-11-23T14:02:00.000Z');
const own = { owner: 'acme', name: 'shop', number: 7 };

const markdown = [
  ...[
    '# ',
    '## Improvements\n',
    '- ',
    '- [x] ',
    '1. ',
    '> ',
    '```\n',
    '~~~\n',
    '    ',
    '\t',
    '---\n',
    '===\n',
    '| a |\n| - |\n',
  ],
  ...[
    '<!--',
    '-->',
    '<pre>',
    '</pre>',
    '<details>',
    '<b ',
    '<a@b.c>',
    '`',
    '``',
    '[',
    '![',
    '](',
    '](<',
    '[a]: ',
    '"',
    "'",
  ],
  ...[
    '*',
    '_',
    '**',
    '~~',
    'w~__',
    '*_a',
    '\\',
    '&amp;',
    '#12',
    'acme/shop#7',
    'https://github.com/acme/shop/issues/9',
  ],
  ...[
    '/hotfix status\n',
    '\n/hotfix ',
    'None: nothing to do',
    'declined: covered',
    'INC-7',
    ...gapQuestions.slice(0, 2),
  ],
];

const comments = [
  '/hotfix status',
  'Hello\n\n/hotfix waive it was a false alarm\n\n> quoted\n> /hotfix help\n\n```\n/hotfix recheck\n```\n',
  '- a\n  - b\n\n    /hotfix extend 2d\n\n<details>\n\n/hotfix deployed 14:02\n\n</details>',
];

const review = [
  '## What went wrong\n',
  ...gapQuestions.map((question) => `### ${question}\n\n- [x] yes\n- see #12\n`),
  `## Improvements\n\n- ${improvementPrompts[0] ?? ''}\n- Alert on it: acme/shop#12\n- declined: covered by the canary\n`,
  '## Runbooks\n\n- [ ] `runbooks/restart.sh`\n- [x] runbooks/rollback.sh\n',
].join('\n');

const commands = [
  ...verbs.map((verb) => `/hotfix ${verb}`),
  '/hotfix waive it was not needed',
  '/hotfix extend 36h the vendor answers on Monday',
  '/hotfix deployed at 2026-11-23 14:02 UTC+1',
  '/hotfix timeline root-cause: unknown, still looked for',
];

const times = [
  'now',
  '14:02',
  '2026-11-23 14:02',
  '2026-11-23T14:02:30Z',
  '20 minutes ago',
  '2 h ago',
  '1:59 UTC+01:00',
  '23:59 -11',
];

const markers = [
  ...['check', 'backfill', 'status', 'reminder', 'command', 'breach', 'setup', 'review'].map(
    (kind) => `<!-- hotfix-policy:${kind}:7:a%2Fb -->`,
  ),
  '<!-- hotfix-policy:review:INC-7:end -->\n',
  `words\n<!-- hotfix-policy:review:INC-7 -->\nmore`,
];
const keyPieces = [
  ':',
  '::',
  '%3A',
  '%',
  '-',
  '--',
  'backfill:',
  'hotfix/INC-7-x',
  ':1',
  ':0',
  ':99999999999999999999',
  'review:',
  ' -->',
];

export const textsOfPeople: Parser[] = [
  {
    name: 'commands of a comment',
    corpus: comments,
    pieces: markdown,
    stepsEach: 60,
    stepsAtLeast: 20_000,
    run(text) {
      const lines = commandLines(text);
      mustHold(lines.length <= 5, 'at most five');
      for (const line of lines) {
        mustHold(
          /^\/hotfix(?:\s|$)/i.test(line) && line.length <= 1_000,
          'a command is a line that begins so',
        );
        mustHold(text.replace(/\r\n?/g, '\n').includes(line), 'it stands there');
        parseCommand(line, { at: now, timezone: 'Europe/Berlin' });
      }
    },
  },
  {
    name: 'a command line',
    corpus: commands,
    pieces: [...verbs, ...times, 'at ', 'unknown', 'none', '36h', '<reason>'],
    stepsEach: 60,
    stepsAtLeast: 20_000,
    run(text) {
      const parsed = parseCommand(text.slice(0, 1_000), { at: now, timezone: 'America/St_Johns' });
      if (parsed.verb === 'deployed') mustHold(parsed.at <= now, 'no deploy in the future');
      if (parsed.verb === 'extend') mustHold(parsed.by > 0 && Number.isSafeInteger(parsed.by), 'a span');
    },
  },
  {
    name: 'a time',
    corpus: times,
    pieces: ['UTC', 'Z', '+', '-', ':', '24:00', '2026-02-30', '0000-00-00', ' ago', ' h', 'T'],
    stepsEach: 10,
    stepsAtLeast: 20_000,
    run(text) {
      const at = parseTime(text, { now, timezone: 'Europe/Berlin' });
      mustHold(at === null || !Number.isNaN(at.getTime()), 'a moment, or none');
    },
  },
  {
    name: 'what people wrote into a review',
    corpus: [review, ...comments],
    pieces: markdown,
    stepsEach: 100,
    stepsAtLeast: 10_000,
    run(text) {
      const lines = shownLines(text);
      mustHold(
        lines.every(({ text: words }) => !/\n/.test(words)),
        'a line is a line',
      );
      const parts = readPeopleParts(text, own);
      mustHold(parts.gaps.length === gapQuestions.length, 'every question is there');
      readForm(text);
    },
  },
  {
    name: "this App's block in a review",
    corpus: [asBlock('INC-7', 'facts'), `before\n${asBlock('INC-7', 'facts')}\nafter`, review],
    pieces: [
      '<!-- hotfix-policy:review:INC-7 -->',
      '<!-- hotfix-policy:review:INC-7:end -->',
      '\r\n',
      '\n',
      ' ',
    ],
    stepsEach: 10,
    stepsAtLeast: 10_000,
    run(text) {
      const block = asBlock('INC-7', 'new facts');
      const now = withBlock(text, 'INC-7', block);
      mustHold(blockIn(now, 'INC-7') !== null, 'what was written is found again');
      mustHold(now.includes(block), 'it is in it');
      withoutBlock(now, 'INC-7');
    },
  },
  {
    name: 'a mark',
    corpus: markers,
    pieces: keyPieces,
    stepsEach: 10,
    stepsAtLeast: 10_000,
    run(given) {
      // Half a surrogate pair is replaced where a delivery comes in.
      const text = given.toWellFormed();
      for (const mark of markersIn(text)) {
        mustHold(text.includes(mark), 'a mark stands there');
        sealBelow(text, mark);
      }
      const key = keyOfMarker(text, 7);
      if (key === null) return;
      mustHold(parseArtefactKey(key) !== null, 'what a mark names is a key');
      // What has no text has no mark, and that of a review elsewhere names the incident alone.
      if (
        /^(?:review-elsewhere|review-block|label|labels|overdue-label|reviewers|reaction|[a-z-]*check):/.test(
          key,
        )
      )
        return;
      const written = keyOfMarker(markerOf(key), 7);
      mustHold(written !== null, 'a mark is read again');
      // An old key of a command has no line: it is the first.
      mustHold(isDeepStrictEqual(parseArtefactKey(written), parseArtefactKey(key)), 'as it was written');
    },
  },
  {
    name: 'a key',
    corpus: [
      'backfill:hotfix/INC-7-x:2',
      'reminder:7:overdue:3',
      'review:INC:7',
      'breach:rogue-deploy:9',
      'incident:7:INC-1',
      'installation:7',
    ],
    pieces: keyPieces,
    stepsEach: 10,
    stepsAtLeast: 5_000,
    run(text) {
      parseArtefactKey(text);
      parseIncidentKey(text);
      const id = parseInstallationKey(text);
      mustHold(id === null || Number.isSafeInteger(id), 'an id');
    },
  },
];
