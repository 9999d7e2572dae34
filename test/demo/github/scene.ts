import type { HostedRepository } from '../../../demo/github/actors/hosted-repository.ts';
import type { GitHub, RepositoryOptions } from '../../../demo/github/github.ts';
import { judge } from '../../contract/judge.ts';
import { type Answer, type AskOptions, aGitHub, asInstallation } from './app-client.ts';

export interface Scene {
  github: GitHub;
  repo: HostedRepository;
  /** With the installation's token; paths that begin with `~` are below the repository. */
  ask(line: string, options?: AskOptions): Promise<Answer>;
  /** Ends it, and fails when anything was not as GitHub describes itself. */
  end(): Promise<void>;
}

type Options = RepositoryOptions & Parameters<typeof aGitHub>[0];

/** A repository acme/checkout with the App installed, everything that happens in it judged. */
export async function aScene(options: Options = {}): Promise<Scene> {
  const github = await aGitHub(options);
  const verdict = judge(github);
  const repo = await github.repository('acme/checkout', options);
  github.install('acme');
  const ask = await asInstallation(github);
  return {
    github,
    repo,
    ask: (line, more) => ask(line.replace(' ~', ' /repos/acme/checkout'), more),
    async end() {
      await github.settled();
      await github.close();
      verdict.assertNone();
    },
  };
}
