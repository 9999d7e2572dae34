import type { Annotation, CheckRunContent } from '../../artefact/content.ts';
import type { Writer } from './writer.ts';

/** Most annotations that GitHub takes with one request. */
const mostAnnotations = 50;

export const checkRunWriter: Writer<CheckRunContent> = {
  shown: ({ conclusion, title, summary }) => [[conclusion, title, summary]],

  async find(github, { sha, name }) {
    const runs = await github.paginate('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
      ref: sha,
      check_name: name,
      filter: 'all',
      per_page: 100,
    });
    const own = runs
      .filter((run) => run.app?.id === github.installation.appId)
      .sort((a, b) => b.id - a.id)[0];
    return own ? { number: own.id, url: own.html_url } : null;
  },

  async create(github, content) {
    const { data } = await github.request('POST /repos/{owner}/{repo}/check-runs', {
      name: content.name,
      head_sha: content.sha,
      external_id: content.externalId,
      ...state(content, content.annotations.slice(0, mostAnnotations)),
    });
    return { number: Number(data.id), url: data.html_url };
  },

  async update(github, id, content) {
    const { data } = await github.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
      check_run_id: id,
      ...state(content, []),
    });
    return { number: Number(data.id), url: data.html_url };
  },
};

/** GitHub completes a run that is given a conclusion, whatever its status: an unfinished one is sent without. */
function state({ conclusion, title, summary }: CheckRunContent, annotations: Annotation[]) {
  const output = {
    title,
    summary,
    ...(annotations.length > 0 ? { annotations: annotations.map(annotationJson) } : {}),
  };
  return conclusion === null
    ? { status: 'in_progress' as const, output }
    : { status: 'completed' as const, conclusion, output };
}

function annotationJson({ path, line, column, title, message }: Annotation) {
  return {
    path,
    start_line: line,
    end_line: line,
    start_column: column,
    end_column: column,
    annotation_level: 'failure' as const,
    title,
    message,
  };
}
