import type { CommentContent } from '../../artefact/content.ts';
import { isOwnWriting } from './own-writing.ts';
import type { Writer } from './writer.ts';

export const commentWriter: Writer<CommentContent> = {
  shown: ({ body }) => [body],

  async find(github, { number, body }) {
    const comments = await github.paginate('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      issue_number: number,
      per_page: 100,
    });
    for (const comment of comments) {
      if (await isOwnWriting(github, body, comment)) return { number: comment.id, url: comment.html_url };
    }
    return null;
  },

  async create(github, { number, body }) {
    const { data } = await github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      issue_number: number,
      body,
    });
    return { number: Number(data.id), url: data.html_url };
  },

  async update(github, id, { body }) {
    const { data } = await github.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
      comment_id: id,
      body,
    });
    return { number: Number(data.id), url: data.html_url };
  },
};
