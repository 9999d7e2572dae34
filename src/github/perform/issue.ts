import { GitHubTrouble } from '../client/errors.ts';
import { isOwnWriting } from './own-writing.ts';
import { address, type Place, type Writer, type WrittenThing } from './writer.ts';

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

  async find(place, { mark }) {
    const issues = await place.github.paginate('GET /repos/{owner}/{repo}/issues', {
      ...address(place),
      creator: await place.github.botLogin(),
      state: 'all',
      per_page: 100,
    });
    for (const issue of issues.filter((one) => !one.pull_request)) {
      if (await isOwnWriting(place.github, mark, issue)) return { number: issue.number, url: issue.html_url };
    }
    return null;
  },

  async create(place, content) {
    try {
      return await post(place, content, content.assignees);
    } catch (error) {
      // Somebody who may not be assigned must not cost the issue; the body mentions who has to know.
      const refused =
        error instanceof GitHubTrouble && error.trouble.kind === 'refused' ? error.trouble : null;
      if (!refused?.fields.includes('assignees') || content.assignees.length === 0) throw error;
      return post(place, content, []);
    }
  },

  /** The title stays as people may have changed it. */
  async update(place, number, { body, state }) {
    const { data } = await place.github.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
      ...address(place),
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
export async function areIssuesOff(place: Place): Promise<boolean> {
  const { data } = await place.github.request('GET /repos/{owner}/{repo}', address(place));
  return data.has_issues === false;
}

async function post(
  place: Place,
  { title, body, labels }: IssueContent,
  assignees: string[],
): Promise<WrittenThing> {
  const { data } = await place.github.request('POST /repos/{owner}/{repo}/issues', {
    ...address(place),
    title,
    body,
    labels,
    ...(assignees.length > 0 ? { assignees } : {}),
  });
  return { number: data.number, url: data.html_url };
}
