/**
 * Who may bring about what: each role against each command, and against each event that declares something. Generated from
 * the lists of both: one without a row fails.
 */
import { createHmac, randomUUID } from 'node:crypto';
import type { PlayedRepository } from '../../demo/stand-in/stand-in.ts';
import { type Verb, verbs } from '../../src/hotfix/commands/parse-command.ts';
import { type HandledEvent, handledEvents } from '../../src/intake/read/handled-events.ts';
import { branch, hour, type Scene, scene } from '../e2e/scene.ts';
import { byName } from '../support/by-name.ts';

/** The first four have no right in the repository of the hotfix; the last two show that the door is not just shut. */
const people = {
  'an outsider who may comment': 'mallory',
  'a writer of another repository': 'wendy',
  'the owner of an infrastructure repository': 'ines',
  'the owner of another organisation on the same App': 'olga',
  'a writer of the repository': 'bob',
  'a maintainer of the repository': 'grace',
} as const;

type Role = keyof typeof people;
type Verdict = 'allowed' | 'refused';
type Row = Record<Role, Verdict>;

function only(...allowed: Role[]): Row {
  const roles = Object.keys(people) as Role[];
  return Object.fromEntries(
    roles.map((role) => [role, allowed.includes(role) ? 'allowed' : 'refused']),
  ) as Row;
}

const anybody = only(...(Object.keys(people) as Role[]));
const writers = only('a writer of the repository', 'a maintainer of the repository');
const maintainers = only('a maintainer of the repository');
const nobody = only();

/** On a review, what is about one hotfix is nobody's. */
const commands: Record<Verb, { line: string; onPull: Row; onReview: Row }> = {
  status: { line: '/hotfix status', onPull: anybody, onReview: anybody },
  help: { line: '/hotfix help', onPull: anybody, onReview: anybody },
  deployed: { line: '/hotfix deployed', onPull: writers, onReview: nobody },
  timeline: { line: '/hotfix timeline detected none', onPull: writers, onReview: writers },
  recheck: { line: '/hotfix recheck', onPull: writers, onReview: nobody },
  extend: { line: '/hotfix extend 1h at the vendor', onPull: maintainers, onReview: nobody },
  supersede: { line: '/hotfix supersede the new service has it', onPull: maintainers, onReview: nobody },
  waive: { line: '/hotfix waive the service was switched off', onPull: maintainers, onReview: nobody },
};

interface Stage extends Scene {
  sha: string;
  /** Where each role may write, if anywhere. */
  places: Record<Role, PlayedRepository | null>;
}

async function stage(policy?: string): Promise<Stage> {
  const on = await scene(policy === undefined ? {} : { policy });
  for (const login of Object.values(people)) on.repository.allow(login, 'read');
  on.repository.allow('bob', 'write');
  on.repository.allow('grace', 'maintain');
  on.github.install('rivals');
  const ledger = await on.github.repository('acme/ledger', { files: { 'a.ts': 'a\n' } });
  const infra = await on.github.repository('acme/infra', { files: { 'a.ts': 'a\n' } });
  const rivals = await on.github.repository('rivals/shop', { files: { 'a.ts': 'a\n' } });
  ledger.allow('wendy', 'write');
  infra.allow('ines', 'admin');
  rivals.allow('olga', 'admin');
  await on.rest();
  const places = {
    'an outsider who may comment': null,
    'a writer of another repository': ledger,
    'the owner of an infrastructure repository': infra,
    'the owner of another organisation on the same App': rivals,
    'a writer of the repository': on.repository,
    'a maintainer of the repository': on.repository,
  };
  return { ...on, sha: await on.push(), places };
}

test('every command has a row', () => {
  expect(Object.keys(commands).toSorted(byName)).toEqual([...verbs].toSorted(byName));
});

test.each(Object.entries(people) as [Role, string][])(
  '%s gives each command with the right that GitHub says they have at that moment',
  async (role, login) => {
    const on = await stage();
    await on.deploy(on.sha);
    await on.pass(hour);
    const review = on.repository.issues.find(({ title }) => title.startsWith('Post-incident review'));
    const seen: [string, Verdict | 'unanswered'][] = [];
    const wanted: [string, Verdict][] = [];
    const asked = on.github.requests.length;
    for (const verb of verbs) {
      const { line, onPull, onReview } = commands[verb];
      for (const [place, number, row] of [
        ['pull request', on.pull().number, onPull],
        ['review', review?.number ?? 0, onReview],
      ] as const) {
        const id = on.repository.as(login).comment(number, line);
        // No more than are answered within an hour.
        await on.pass(hour / 4);
        const comment = on.repository.state.issues.get(number)?.comments.find((one) => one.id === id);
        const [reaction] = comment?.reactions ?? [];
        const verdict = reaction?.content === '+1' ? 'allowed' : 'refused';
        seen.push([`${verb} on the ${place}`, reaction ? verdict : 'unanswered']);
        wanted.push([`${verb} on the ${place}`, row[role]]);
      }
    }
    expect(seen).toEqual(wanted);
    const questions = on.github.requests
      .slice(asked)
      .filter(({ path }) => path.endsWith(`/checkout-service/collaborators/${login}/permission`));
    // Each that needs a right, once: six on the pull request, one on the review.
    expect(questions).toHaveLength(7);
  },
  120_000,
);

interface Declaration {
  /** What the role says there; `false`: GitHub gives it no way to say so. */
  declare(on: Stage, role: Role, login: string): boolean;
  happened(on: Stage): boolean;
  row: Row;
}

const isDeployed = ({ repository }: Stage): boolean => repository.pulls.length > 0;

function declaringDeploys(
  declare: (place: PlayedRepository, given: { sha: string; login: string }) => void,
): Declaration {
  return {
    declare({ places, sha }, role, login) {
      const place = places[role];
      if (place) declare(place, { sha, login });
      return place !== null;
    },
    happened: isDeployed,
    row: writers,
  };
}

const deployment = declaringDeploys(({ automation }, { sha, login }) => {
  const id = automation.deployment({ sha, ref: branch, environment: 'production', by: login });
  automation.deploymentStatus(id, 'success');
});

/** Events that say that something happened; for the others, why nobody can declare anything by them. */
const declarations: Record<HandledEvent, Declaration | string> = {
  repository_dispatch: declaringDeploys((place, { sha, login }) =>
    place.as(login).dispatch('deploy-service', { tag: `hotfix-${sha}`, environment: 'production' }),
  ),
  deployment,
  deployment_status: deployment,
  workflow_run: declaringDeploys(({ automation }, { sha, login }) => {
    const path = '.github/workflows/hotfix-ci.yml';
    automation.completeRun(automation.run({ path, event: 'push', branch, sha, by: login }), 'success');
  }),
  issues: {
    declare({ repository }, _, login) {
      repository.as(login).openIssue('Our review', '### Incident ID\n\nINCIDENT-123\n');
      return true;
    },
    happened: ({ repository }) =>
      repository.issues.some(
        ({ title, comments }) =>
          title === 'Our review' &&
          comments.some(({ body }) => body.includes('hotfix-policy:review:INCIDENT-123 -->')),
      ),
    row: writers,
  },
  issue_comment: 'commands, above',
  push: 'GitHub lets only writers push, and it is of its own repository alone',
  pull_request: 'it is of its own repository alone, and says nothing of deploys',
  check_run: 'a hint: the checks are read from GitHub',
  check_suite: 'a hint: the checks are read from GitHub',
  status: 'a hint: the checks are read from GitHub',
  installation: 'GitHub alone says so, by its signature',
  installation_repositories: 'GitHub alone says so, by its signature',
  repository: 'GitHub alone says so, by its signature',
};

test('every event that is handled has a row', () => {
  expect(Object.keys(declarations).toSorted(byName)).toEqual([...handledEvents].toSorted(byName));
});

const played = Object.entries(declarations).flatMap(([event, declaration]) =>
  typeof declaration === 'string'
    ? []
    : (Object.entries(people) as [Role, string][]).map(
        ([role, login]) => [role, event, declaration.row[role], { login, declaration }] as const,
      ),
);

test.each(played)('%s, by %s: %s', async (role, event, verdict, { login, declaration }) => {
  const on = await stage('backfill: {open-after: 40h}\n');
  const said = declaration.declare(on, role, login);
  await on.pass(hour);
  if (event === 'issues') {
    await on.deploy(on.sha);
    await on.pass(hour);
  }
  expect(declaration.happened(on) ? 'allowed' : 'refused').toBe(verdict);
  expect(said || verdict === 'refused').toBe(true);
});

test('somebody at the port without the secret brings about nothing, whatever event they name', async () => {
  const on = await stage();
  const body = JSON.stringify({ action: 'created', installation: { id: 1 }, repository: { id: 1 } });
  const forged = createHmac('sha256', 'guessed').update(body).digest('hex');
  for (const event of handledEvents) {
    for (const signature of [`sha256=${forged}`, 'sha256=', null]) {
      const response = await fetch(`${on.app.url}/api/github/webhooks`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-github-event': event,
          'x-github-delivery': randomUUID(),
          ...(signature === null ? {} : { 'x-hub-signature-256': signature }),
        },
        body,
      });
      expect([event, response.status]).toEqual([event, expect.any(Number)]);
      expect(response.status).toBeGreaterThanOrEqual(400);
    }
  }
  const stored = await on.database.db
    .selectFrom('deliveries')
    .select('id')
    .where('state', '=', 'stored')
    .execute();
  expect(stored).toEqual([]);
});
