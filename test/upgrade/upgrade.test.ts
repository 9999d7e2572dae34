/** A database that an older version made is opened by this one, beside the GitHub that belongs to it, and goes on. */
import type { Issue } from '../../demo/stand-in/model.ts';
import type { PlayedRepository, StandIn } from '../../demo/stand-in/stand-in.ts';
import { kindOfArtefact } from '../../src/artefact/keys.ts';
import type { Database } from '../../src/store/database.ts';
import { appId } from '../support/app-registration.ts';
import { byName } from '../support/by-name.ts';
import { createWorld, type World } from '../support/world.ts';
import { kinds, oldDatabase } from './old-database.ts';
import { oldGitHub } from './old-github.ts';

const hour = 3_600_000;
const minute = 60_000;
const day = 24 * hour;

const finished = 'hotfix/INCIDENT-101-fix-payment-timeout';
const overdue = 'hotfix/INCIDENT-102-retry-the-ledger';
const open = 'hotfix/INCIDENT-103-log-it';

/** How often each thing is there that the App made: by the hidden line that it begins with, or the commit and name. */
function things({ hub }: StandIn): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (key: string): void => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  for (const { name: repository, issues, checkRuns } of hub.repositories) {
    for (const { number, body, app, comments } of issues.values()) {
      if (app === appId) count(`${repository} ${firstLine(body)}`);
      for (const comment of comments) {
        if (comment.app === appId) count(`${repository} #${number} ${firstLine(comment.body)}`);
        for (const { by } of comment.reactions) count(`reaction of ${by.login} to ${comment.id}`);
      }
    }
    for (const { app, sha, name } of checkRuns) if (app.id === appId) count(`${name} at ${sha}`);
  }
  return counts;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function pullOf({ pulls }: PlayedRepository, branch: string): Issue {
  const [pull, ...others] = pulls.filter((one) => one.pull?.head === branch);
  if (!pull || others.length > 0)
    throw new Error(`there are ${others.length} too many of ${branch}, or none`);
  return pull;
}

/** By what its hidden line says of it. */
function issueOf({ issues }: PlayedRepository, mark: string): Issue {
  const [issue, ...others] = issues.filter(
    ({ body }) => firstLine(body) === `<!-- hotfix-policy:${mark} -->`,
  );
  if (!issue || others.length > 0) throw new Error(`there are ${others.length} too many of ${mark}, or none`);
  return issue;
}

/** What people wrote of a review. */
const peoplesPart = ({ body }: Issue): string => body.slice(body.indexOf(':end -->'));

const texts = (issue: Issue, part: string): string[] =>
  issue.comments.map(({ body }) => body).filter((body) => body.includes(part));

/** Keys of what Slack is still to be told, or was told. */
async function news({ db }: Database, state: 'due' | 'told'): Promise<string[]> {
  const rows = await db.selectFrom('slack_news').select('key').where('state', '=', state).execute();
  return rows.map(({ key }) => key).toSorted(byName);
}

/** What was posted to GitHub since the last look. */
function postedTo({ github }: World): string[] {
  return github.requests
    .splice(0)
    .filter(({ method, path }) => method === 'POST' && !path.endsWith('/access_tokens'))
    .map(({ path }) => path.replace(/^.*\/repos\/acme\//, ''))
    .toSorted(byName);
}

let on: World | null = null;
let database: Database | null = null;

afterEach(async () => {
  await on?.close();
  await database?.close();
});

test.each(kinds)(
  '%s: what was begun goes on, once',
  async (kind) => {
    const { at, takeUp } = oldGitHub(kind);
    let played: PlayedRepository[] = [];
    database = await oldDatabase(kind);
    const { db } = database;
    const facts = (await db.selectFrom('facts').select('seq').execute()).map(({ seq }) => seq);
    const waiting = await news(database, 'due');
    expect(waiting).toHaveLength(4);
    const written = await db.selectFrom('artefacts').select(['key', 'kind', 'upkeep']).execute();
    expect(written.map(({ kind: of }) => of)).toEqual(written.map(({ key }) => kindOfArtefact(key)));
    const keptUp = written.filter(({ upkeep }) => upkeep === 'current').map(({ kind: of }) => of);
    expect(new Set(keptUp)).toEqual(
      new Set(['check-run', 'policy-check', 'status', 'labels', 'overdue-label', 'breach', 'review']),
    );
    let said = 0;
    let before = new Map<string, number>();
    const world = await createWorld({
      start: at,
      database,
      slack: 'bot',
      takeUp(github, slack) {
        played = takeUp(github, slack);
        before = things(github);
        said = slack.messages.length;
        return played[0] as PlayedRepository;
      },
    });
    on = world;
    const [shop, ledger] = played as [PlayedRepository, PlayedRepository];
    const reviewed = issueOf(shop, 'review:INCIDENT-101');
    const half = peoplesPart(reviewed);
    expect(half).toContain('- [x] Could a test');
    const reminders = (): string[] => texts(pullOf(shop, overdue), ':reminder:');
    expect(reminders()).toHaveLength(2);

    // The push and the command that were stored, and the command that stands in the delivery log alone. The reminder is
    // there already.
    await world.pass(10 * minute);
    const head = (await shop.head(open)) ?? '';
    const { number } = pullOf(shop, open);
    const [extend] = pullOf(shop, open).comments.filter(({ body }) => body.startsWith('/hotfix extend'));
    const [recovered] = reviewed.comments.filter(({ body }) => body.startsWith('/hotfix timeline recovered'));
    expect(postedTo(world)).toEqual(
      [
        'checkout-service/check-runs',
        `checkout-service/issues/${number}/comments`,
        `checkout-service/issues/${reviewed.number}/comments`,
        `checkout-service/issues/comments/${extend?.id}/reactions`,
        `checkout-service/issues/comments/${recovered?.id}/reactions`,
      ].toSorted(byName),
    );
    expect(reviewed.body).toContain('25 Nov 2026, 16:05 CET');
    expect(shop.checkRuns(head, appId)).toHaveLength(1);
    expect(texts(pullOf(shop, open), '/hotfix extend 2h').at(-1)).toContain('20:31');
    expect(
      await db
        .selectFrom('artefacts')
        .innerJoin('subjects', 'subjects.key', 'artefacts.subject')
        .select('artefacts.number')
        .where('artefacts.key', 'like', 'reminder:%:1')
        .where('subjects.branch', '=', overdue)
        .where('artefacts.state', '=', 'there')
        .execute(),
    ).toEqual([{ number: pullOf(shop, overdue).comments.find(({ body }) => body === reminders()[1])?.id }]);
    // What waited for Slack is told, or shown by the message that is there.
    expect(await news(database, 'due')).toEqual([]);
    expect(await news(database, 'told')).toEqual(expect.arrayContaining(waiting));
    expect(world.slack.messages.slice(said)).toHaveLength(waiting.length);
    // What could not be read still waits for people.
    expect(await db.selectFrom('deliveries').select('event').where('state', '=', 'parked').execute()).toEqual(
      [{ event: 'push' }],
    );

    // Compared with GitHub, as at a start, nothing is missing.
    await world.app.sweep();
    await world.pass(5 * minute);
    expect(postedTo(world)).toEqual([]);

    // Each at its time: two more overdue, and the next reminder of the first.
    await world.pass(5 * hour);
    expect(pullOf(ledger, 'hotfix/INCIDENT-102-and-log-it').labels).toContain('hotfix: overdue');
    expect(pullOf(shop, open).labels).toContain('hotfix: overdue');
    expect(issueOf(shop, 'breach:overdue:hotfix%2FINCIDENT-103-log-it').state).toBe('open');
    expect(reminders()).toHaveLength(2);
    const breach = issueOf(shop, 'breach:overdue:hotfix%2FINCIDENT-102-retry-the-ledger');
    await world.pass(20 * hour);
    expect(reminders()).toHaveLength(3);
    expect(reminders()[2]).toContain(':first%2B1:2 -->');
    expect(breach.state).toBe('open');

    await shop.as('grace').mergePull(pullOf(shop, overdue).number);
    await ledger.as('push').push('main', { files: { '.github/hotfix-policy.yml': 'owners: [grace]\n' } });
    await world.pass(minute);
    expect(breach.state).toBe('closed');
    expect(issueOf(ledger, 'breach:policy-file').state).toBe('closed');

    // Past the Monday on which the reviews are due.
    await world.pass(4 * day);
    expect(reminders()).toHaveLength(3);
    expect(texts(reviewed, ':reminder:')).toHaveLength(1);
    expect(peoplesPart(reviewed)).toBe(half);
    expect(texts(pullOf(shop, finished), 'hotfix-policy:')).toHaveLength(4);

    const now = things(world.github);
    for (const key of before.keys()) expect([key, now.get(key)]).toEqual([key, 1]);
    expect([...now].filter(([, count]) => count > 1)).toEqual([]);
    const kept = new Set((await db.selectFrom('facts').select('seq').execute()).map(({ seq }) => seq));
    expect(facts.filter((seq) => !kept.has(seq))).toEqual([]);
  },
  300_000,
);
