import { checkRunName } from '../../hotfix/pipeline-verdict.ts';
import { address, type Writer } from './writer.ts';

export interface CheckRunContent {
  sha: string;
  /** Stable key of the artefact, kept by GitHub as `external_id`. */
  externalId: string;
  status: 'in_progress' | 'completed';
  conclusion: 'success' | 'failure' | 'neutral' | null;
  title: string;
  summary: string;
}

export const checkRunWriter: Writer<CheckRunContent> = {
  async find({ github, ...place }, { sha }) {
    const runs = await github.paginate('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
      ...address({ github, ...place }),
      ref: sha,
      check_name: checkRunName,
      filter: 'all',
      per_page: 100,
    });
    const own = runs.filter((run) => run.app?.id === github.appId).sort((a, b) => b.id - a.id)[0];
    return own ? { number: own.id, url: own.html_url } : null;
  },

  async create(place, content) {
    const { data } = await place.github.request('POST /repos/{owner}/{repo}/check-runs', {
      ...address(place),
      name: checkRunName,
      head_sha: content.sha,
      external_id: content.externalId,
      ...state(content),
    });
    return { number: Number(data.id), url: data.html_url };
  },

  async update(place, id, content) {
    const { data } = await place.github.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
      ...address(place),
      check_run_id: id,
      ...state(content),
    });
    return { number: Number(data.id), url: data.html_url };
  },
};

type State = { output: { title: string; summary: string } } & (
  | { status: 'in_progress' }
  | { status: 'completed'; conclusion: 'success' | 'failure' | 'neutral' }
);

/** GitHub completes a run that is given a conclusion, whatever its status: an unfinished one is sent without. */
function state({ conclusion, title, summary }: CheckRunContent): State {
  const output = { title, summary };
  return conclusion === null
    ? { status: 'in_progress', output }
    : { status: 'completed', conclusion, output };
}
