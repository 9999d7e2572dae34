/**
 * Whatever people put into names: the texts keep the structure that they have with harmless ones, as GitHub's
 * Markdown sees it, begin with the only marker, mention nobody and link nothing.
 */

import fc from 'fast-check';
import { lexer, type Token } from 'marked';
import {
  type CheckRun,
  comment,
  reminder,
  statusComment,
  backfill as wantedBackfill,
  issue as wantedIssue,
} from '../../src/artefact/artefact.ts';
import type { Situation } from '../../src/hotfix/situation.ts';
import type { PolicyProblem } from '../../src/policy/explain/problem.ts';
import { backfillText } from '../../src/wording/backfill/backfill-text.ts';
import { commentText } from '../../src/wording/backfill/comment-text.ts';
import { issueText } from '../../src/wording/breach/issue-text.ts';
import { repositoryIssueText } from '../../src/wording/breach/repository-issue-text.ts';
import { checkRunText } from '../../src/wording/check-run/check-run-text.ts';
import { outcome } from '../../src/wording/phrases/outcome.ts';
import { policyFileWords } from '../../src/wording/rules/policy-file.ts';
import {
  checksRead,
  commanded,
  deployment,
  dispatch,
  mergeability,
  pull,
  pushed,
  requiredChecks,
} from '../support/facts.ts';
import { issueOf, repositoryWith, summaryOf } from '../support/repositories.ts';
import { repository } from '../support/repository.ts';
import { fix, hostile, inForce, reportFor, situationAt } from './hotfix-stories.ts';

const pieces = fc.constantFrom(
  ...[
    '`',
    '``',
    '```',
    '|',
    '\\',
    '\\|',
    '@bob',
    '@acme/all',
    '#1',
    'GH-1',
    'acme/x#1',
    '-->',
    '<!--',
    '<b>',
    '<',
  ],
  ...[
    '[x](y)',
    '![',
    '](',
    '$x$',
    '$`',
    '*',
    '**',
    '_',
    '~~',
    '~',
    '\n',
    '\r\n',
    '\n\n',
    ' ',
    '--',
    '>',
    '&lt;',
    '&',
  ],
  ...[
    'http://x.yz',
    'www.x.yz',
    'a@b.co',
    'closes #1',
    '\u202e',
    '\u200b',
    '\0',
    '- [ ]',
    '|---|',
    "'",
    '$(id)',
    '\ud800',
  ],
);
const anyText = fc
  .array(fc.oneof({ weight: 3, arbitrary: pieces }, fc.string({ maxLength: 5, unit: 'grapheme' })), {
    maxLength: 10,
  })
  .map((parts) => parts.join(''));
const names = fc.record({
  branch: anyText,
  login: anyText,
  service: anyText,
  check: anyText,
  message: anyText,
});
type Names = typeof names extends fc.Arbitrary<infer T> ? T : never;

const harmless: Names = { branch: 'b', login: 'l', service: 's', check: 'c', message: 'm' };

/** `hotfix/_…` is misnamed by the default policy; the other pattern takes everything as the incident. */
const misnaming = { start: '_', yaml: "deploys: { environments: ['*'] }" };
const naming = {
  start: 'x',
  yaml: `
branches: { name: '(?s)^(?<incident>x.*)(?<slug>y)$' }
incidents: { url: 'https://incidents.example.com/{incident}' }
deploys: { environments: ['*'] }
`,
};

function situationOf({ start, yaml }: typeof misnaming, given: Names): Situation {
  const branch = `hotfix/${start}${given.branch}y`;
  const by = { login: `not a login ${given.login}`, bot: false };
  const check = (name: string, state: 'failed' | 'passed') => ({
    name: `${name}${given.check}`,
    state,
    startedAt: null,
    url: null,
  });
  return situationAt(
    '2026-11-25T14:02:00Z',
    [
      pushed({ at: '14:02', sha: fix, branch, by }),
      deployment({ at: '14:06', sha: fix, branch, state: 'success', environment: `p${given.service}`, by }),
      dispatch({ at: '16:06', sha: fix, environment: `p${given.service}`, to: `acme/${given.service}`, by }),
      commanded({ at: '14:06', line: `/hotfix x${given.message}`, by }),
      pull({ at: '14:07', sha: fix, branch, mergedBy: by, author: by }),
      requiredChecks({ at: '14:08', branch, names: [] }),
      checksRead({ at: '14:09', sha: fix, branch, checks: [check('a', 'failed'), check('b', 'passed')] }),
      mergeability({ at: '14:10', sha: fix, branch, mergeable: false, files: [`f${given.check}`] }),
    ],
    inForce(yaml),
  );
}

/** Texts that begin with a marker, and summaries of check runs, which have none. */
function textsOf(
  situation: Situation,
  given: Names,
): { bodies: string[]; summaries: string[]; titles: string[] } {
  const report = reportFor(situation);
  const { hotfix, name, inForce: force } = situation;
  const { branch, startedBy: author, startedAt } = hotfix;
  const run = (headline: string) => checkRunText({ headline } as CheckRun, report);
  const problem: PolicyProblem = { code: 'unknown-key', key: `m${given.message}`, known: ['mode'] };
  const mistakes = [{ line: 1, column: 1, path: '', problem }];
  const runs = [
    run('misnamed'),
    run('full-pipeline'),
    policyFileWords.checkRun({
      repository,
      now: startedAt,
      situation: repositoryWith({ inForce: { ...force, mistakes, origin: 'last-good' } }),
    }),
  ];
  const backfill = backfillText(
    {
      ...wantedBackfill({
        key: `backfill:${branch}:1`,
        branch,
        sha: fix,
        target: 'main',
        draft: false,
        number: null,
      }),
      rule: 'backfill',
    },
    report,
  );
  const issue = issueText(
    {
      ...wantedIssue({
        key: `breach:overdue:${branch}`,
        state: 'open',
        upkeep: 'current',
        labels: [],
        assignees: [],
      }),
      rule: 'overdue',
    },
    report,
  );
  const crowded = repositoryWith({
    inForce: { ...force, policy: { ...force.policy, frequency: { limit: 0, window: 'month' } } },
    summaries: [
      summaryOf({
        branch,
        author,
        startedAt,
        state: 'open',
        incident: name.kind === 'hotfix' ? name.incident : null,
      }),
    ],
  });
  const frequency = repositoryIssueText(issueOf('frequency', crowded, startedAt), {
    repository,
    situation: crowded,
    now: startedAt,
  });
  const declared = {
    kind: 'declared',
    by: author,
    reason: `r${given.message}`,
    url: null,
    at: startedAt,
    newerHeads: 0,
  } as const;
  const number = 7;
  const comments = [
    commentText({ ...statusComment({ key: 'status:7', number }), rule: 'display' }, report),
    commentText({ ...reminder({ key: 'reminder:7:1:0', number, count: 1 }), rule: 'reminder' }, report),
    commentText({ ...comment({ key: 'reminder:7:closed-1', number }), rule: 'closed-unmerged' }, report),
    commentText({ ...comment({ key: 'command:501:0', number }), rule: 'commands' }, report),
  ];
  return {
    bodies: [backfill.body, issue.body, frequency.body, ...comments],
    summaries: [...runs.map((one) => one.summary), outcome(situation, declared)],
    titles: [backfill.title, issue.title, frequency.title, ...runs.map((one) => one.title)],
  };
}

/** The kinds of the tokens, nested; running text is one, whatever its parts. */
function structure(tokens: Token[]): string {
  const parts = tokens.map((token) => {
    if (token.type === 'text' && !('tokens' in token && token.tokens)) return 'words';
    if (token.type === 'escape') return 'words';
    if (token.type === 'table') {
      const rows = [token.header, ...token.rows] as { tokens: Token[] }[][];
      return `table(${rows.map((row) => row.map((cell) => structure(cell.tokens)).join('|')).join('/')})`;
    }
    const inner = token.type === 'list' ? token.items : 'tokens' in token ? token.tokens : undefined;
    return inner ? `${token.type}(${structure(inner as Token[])})` : token.type;
  });
  return parts.filter((part, index) => part !== 'words' || parts[index - 1] !== 'words').join(' ');
}

/** Running text outside code, links to pull requests left out. */
function wordsIn(tokens: Token[]): string[] {
  return tokens.flatMap((token): string[] => {
    if (token.type === 'link' && /\/pull\/\d+$/.test(String(token.href))) return [];
    if (token.type === 'table') {
      return ([token.header, ...token.rows] as { tokens: Token[] }[][])
        .flat()
        .flatMap((cell) => wordsIn(cell.tokens));
    }
    const inner = token.type === 'list' ? token.items : 'tokens' in token ? token.tokens : undefined;
    if (inner) return [[...wordsIn(inner as Token[])].join('')];
    return token.type === 'text' || token.type === 'escape' ? [token.text] : [];
  });
}

const mentions = /(?:^|[^A-Za-z0-9`])@[A-Za-z0-9]/;
const references = /#\d|\bGH-\d/i;
const onlyMark = /^<!-- hotfix-policy:[a-z]+:(?:(?!--)[^\s>])+ -->$/;

function structuresOf(policy: typeof misnaming): string[] {
  const { bodies, summaries } = textsOf(situationOf(policy, harmless), harmless);
  return [...bodies, ...summaries].map((text) => structure(lexer(text)));
}

function expectHarmless(policy: typeof misnaming, given: Names, wanted = structuresOf(policy)): void {
  const written = textsOf(situationOf(policy, given), given);
  for (const [index, text] of [...written.bodies, ...written.summaries].entries()) {
    const tokens = lexer(text);
    expect(structure(tokens)).toBe(wanted[index]);
    const words = wordsIn(tokens).join('\n');
    expect(words).not.toMatch(mentions);
    expect(words).not.toMatch(references);
  }
  for (const body of written.bodies) {
    expect(body.slice(0, body.indexOf('\n'))).toMatch(onlyMark);
    expect(lexer(body).filter((token) => token.type === 'html')).toHaveLength(1);
  }
  for (const title of written.titles) {
    expect(title).not.toMatch(mentions);
    expect(title).not.toMatch(references);
    expect(title).not.toMatch(/\p{Cc}/u);
    expect([...title].length).toBeLessThanOrEqual(200);
  }
}

test.each([
  ['branches that are misnamed', misnaming],
  ['incidents', naming],
])('nothing in the names of %s, people, environments and checks escapes from its place', (_, policy) => {
  const wanted = structuresOf(policy);
  fc.assert(
    fc.property(names, (given) => expectHarmless(policy, given, wanted)),
    { numRuns: 60 },
  );
});

test('a branch name that tries every escape stays in its place', () => {
  const branch = hostile.branch.slice('hotfix/'.length);
  expectHarmless(misnaming, {
    branch,
    login: hostile.login,
    service: branch,
    check: branch,
    message: branch,
  });
  expectHarmless(naming, { branch, login: hostile.login, service: branch, check: branch, message: branch });
});
