import { GitHubTrouble } from '../client/errors.ts';
import type { RepositoryApi } from '../client/repository-api.ts';
import { isOwnWriting } from './own-writing.ts';
import type { Writer, WrittenThing } from './writer.ts';

export interface IssueContent {
  mark: string;
  title: string;
  body: string;
  /** `null`: as people have it. */
  state: 'open' | 'closed' | null;
  labels: string[];
  assignees: string[];
}

export const issueWriter: Writer<IssueContent> = {
  shown: ({ body, state }) => [body, state],

  async find(github, { mark }) {
    const issues = await github.paginate('GET /repos/{owner}/{repo}/issues', {
      creator: await github.installation.botLogin(),
      state: 'all',
      per_page: 100,
    });
    for (const issue of issues.filter((one) => !one.pull_request)) {
      if (await isOwnWriting(github, mark, issue)) return { number: issue.number, url: issue.html_url };
    }
    return null;
  },

  async create(github, content) {
    try {
      return await post(github, content, content.assignees);
    } catch (error) {
      // Somebody who may not be assigned must not cost the issue; the body mentions who has to know.
      const refused =
        error instanceof GitHubTrouble && error.trouble.kind === 'refused' ? error.trouble : null;
      if (!refused?.fields.includes('assignees') || content.assignees.length === 0) throw error;
      return post(github, content, []);
    }
  },

  /** The title stays as people may have changed it. */
  async update(github, number, { body, state }) {
    const { data } = await github.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
      issue_number: number,
      body,
      ...(state && {
        state,
        state_reason: state === 'closed' ? ('completed' as const) : ('reopened' as const),
      }),
    });
    return { number: data.number, url: data.html_url };
  },
};

/** GitHub says "gone" where a repository has none; by itself that could be said of anything, and for a moment. */
export async function areIssuesOff(github: RepositoryApi): Promise<boolean> {
  const { data } = await github.request('GET /repos/{owner}/{repo}');
  return data.has_issues === false;
}

async function post(
  github: RepositoryApi,
  { title, body, labels }: IssueContent,
  assignees: string[],
): Promise<WrittenThing> {
  const { data } = await github.request('POST /repos/{owner}/{repo}/issues', {
    title,
    body,
    labels,
    ...(assignees.length > 0 ? { assignees } : {}),
  });
  return { number: data.number, url: data.html_url };
}
