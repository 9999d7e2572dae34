import { readFileSync } from 'node:fs';
import { parse, parseDocument } from 'yaml';
import { handledEvents } from '../../src/intake/read/handled-events.ts';

interface Manifest {
  name: string;
  url: string;
  description: string;
  public: boolean;
  default_permissions: Record<string, string>;
  default_events: string[];
}

const text = readFileSync('app.yml', 'utf8');
const manifest: Manifest = parse(text);

/** Sent for every App, whether it asks or not; GitHub refuses a manifest that names them. */
const automatic = ['installation', 'installation_repositories'];

/** The permission that GitHub wants for an event before it delivers it. */
const needs: Record<string, string> = {
  check_run: 'checks',
  check_suite: 'checks',
  deployment: 'deployments',
  deployment_status: 'deployments',
  issue_comment: 'issues',
  issues: 'issues',
  pull_request: 'pull_requests',
  push: 'contents',
  repository: 'metadata',
  repository_dispatch: 'contents',
  status: 'statuses',
  workflow_run: 'actions',
};

function read(url: string): unknown {
  return JSON.parse(readFileSync(new URL(url), 'utf8'));
}

test('the events asked for are those that are handled', () => {
  const wanted: string[] = handledEvents.filter((event) => !automatic.includes(event));
  expect(new Set(manifest.default_events)).toEqual(new Set(wanted));
  expect(manifest.default_events).toHaveLength(wanted.length);
});

test('GitHub knows each event, and its permission is asked for', () => {
  const { webhooks } = Object(
    read(import.meta.resolve('@octokit/openapi-webhooks/generated/api.github.com.json')),
  );
  const known = Object.keys(webhooks);
  for (const event of manifest.default_events) {
    const name = event.replaceAll('_', '-');
    expect({ event, known: known.some((key) => key === name || key.startsWith(`${name}-`)) }).toEqual({
      event,
      known: true,
    });
    expect({ event, permission: manifest.default_permissions[needs[event] ?? ''] }).toEqual({
      event,
      permission: expect.stringMatching(/read|write/),
    });
  }
});

test('GitHub knows each permission and its level, and none exceeds what is used', () => {
  const { properties } = Object(read(import.meta.resolve('@octokit/openapi/generated/api.github.com.json')))
    .components.schemas['app-permissions'];
  for (const [name, level] of Object.entries(manifest.default_permissions)) {
    expect({ name, levels: properties[name]?.enum }).toEqual({
      name,
      levels: expect.arrayContaining([level]),
    });
  }
  const written = Object.entries(manifest.default_permissions).filter(([, level]) => level !== 'read');
  expect(written).toEqual([
    ['pull_requests', 'write'],
    ['issues', 'write'],
    ['checks', 'write'],
  ]);
});

test('each permission and each event has a comment that says what needs it', () => {
  const document = parseDocument(text);
  const lines = text.split('\n');
  const names = [...Object.keys(manifest.default_permissions), ...manifest.default_events];
  const bare = names.filter((name) => {
    const at = lines.findIndex((line) => new RegExp(`^  (?:- ${name}|${name}: \\w+)$`).test(line));
    return !lines[at - 1]?.trim().startsWith('#');
  });
  expect(document.errors).toEqual([]);
  expect(bare).toEqual([]);
});

test('the App is private, and its address for deliveries is left to the set-up page', () => {
  expect(manifest).toMatchObject({
    name: 'hotfix-policy',
    public: false,
    url: expect.stringMatching(/^https:/),
  });
  expect(manifest).not.toHaveProperty('hook_attributes');
});
