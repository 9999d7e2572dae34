import type { IssueContent } from '../../artefact/content.ts';
import { GitHubTrouble } from '../client/errors.ts';
import type { RepositoryApi } from '../client/repository-api.ts';
import { isOwnWriting } from './own-writing.ts';
import { sealed } from './seal.ts';
import type { Writer, WrittenThing } from './writer.ts';

/** What is written of an issue with it. */
type NewIssue = Omit<IssueContent, 'kind' | 'state'>;

export const issueWriter: Writer<IssueContent> = {
  // Where people have their way with it, it may be in either state.
  shown: ({ body, state }) =>
    state === null
      ? [
          [body, null],
          [body, 'open'],
          [body, 'closed'],
        ]
      : [[body, state]],

  async find(github, { body }, begunAt) {
    const issues = await github.paginate('GET /repos/{owner}/{repo}/issues', {
      creator: await github.installation.botLogin(),
      state: 'all',
      per_page: 100,
    });
    for (const issue of issues.filter((one) => !one.pull_request)) {
      if (await isOwnWriting(github, body, { text: issue, on: null, begunAt }))
        return { number: issue.number, url: issue.html_url };
    }
    return null;
  },

  create: createIssue,

  /** The title stays as people may have changed it. */
  async update(github, number, { body, state }) {
    const { data } = await github.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
      issue_number: number,
      body: sealed(github, body, { on: null }),
      ...(state && {
        state,
        state_reason: state === 'closed' ? ('completed' as const) : ('reopened' as const),
      }),
    });
    return { number: data.number, url: data.html_url };
  },
};

export async function createIssue(github: RepositoryApi, issue: NewIssue): Promise<WrittenThing> {
  try {
    return await post(github, issue, issue.assignees);
  } catch (error) {
    // Somebody who may not be assigned must not cost the issue; the body mentions who has to know.
    const refused = error instanceof GitHubTrouble && error.trouble.kind === 'refused' ? error.trouble : null;
    if (!refused?.fields.includes('assignees') || issue.assignees.length === 0) throw error;
    return post(github, issue, []);
  }
}

/** GitHub says "gone" where a repository has none; by itself that could be said of anything, and for a moment. */
export async function areIssuesOff(github: RepositoryApi): Promise<boolean> {
  const { data } = await github.request('GET /repos/{owner}/{repo}');
  return data.has_issues === false;
}

async function post(
  github: RepositoryApi,
  { title, body, labels }: NewIssue,
  assignees: string[],
): Promise<WrittenThing> {
  const { data } = await github.request('POST /repos/{owner}/{repo}/issues', {
    title,
    body: sealed(github, body, { on: null }),
    labels: labels.map(({ name }) => name),
    ...(assignees.length > 0 ? { assignees } : {}),
  });
  return { number: data.number, url: data.html_url };
}
