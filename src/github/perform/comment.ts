import type { CommentContent } from '../../artefact/content.ts';
import { isOwnWriting } from './own-writing.ts';
import { sealed } from './seal.ts';
import type { Writer } from './writer.ts';

export const commentWriter: Writer<CommentContent> = {
  shown: ({ body }) => [body],

  async find(github, { number, body }, begunAt) {
    const comments = await github.paginate('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      issue_number: number,
      per_page: 100,
    });
    for (const comment of comments) {
      if (await isOwnWriting(github, body, { text: comment, on: number, begunAt }))
        return { number: comment.id, url: comment.html_url };
    }
    return null;
  },

  async create(github, { number, body, rulings }) {
    const { data } = await github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      issue_number: number,
      body: sealed(github, body, { on: number, rulings }),
    });
    return { number: Number(data.id), url: data.html_url };
  },

  async update(github, id, { number, body, rulings }) {
    const { data } = await github.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
      comment_id: id,
      body: sealed(github, body, { on: number, rulings }),
    });
    return { number: Number(data.id), url: data.html_url };
  },
};
