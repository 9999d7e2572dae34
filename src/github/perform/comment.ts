import { isOwnWriting } from './own-writing.ts';
import { address, type Writer } from './writer.ts';

export interface CommentContent {
  /** Of the pull request or issue. */
  number: number;
  mark: string;
  body: string;
}

export const commentWriter: Writer<CommentContent> = {
  shown: ({ body }) => body,

  async find(place, { number, mark }) {
    const comments = await place.github.paginate('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...address(place),
      issue_number: number,
      per_page: 100,
    });
    for (const comment of comments) {
      if (await isOwnWriting(place.github, mark, comment))
        return { number: comment.id, url: comment.html_url };
    }
    return null;
  },

  async create(place, { number, body }) {
    const { data } = await place.github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...address(place),
      issue_number: number,
      body,
    });
    return { number: Number(data.id), url: data.html_url };
  },

  async update(place, id, { body }) {
    const { data } = await place.github.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
      ...address(place),
      comment_id: id,
      body,
    });
    return { number: Number(data.id), url: data.html_url };
  },
};
