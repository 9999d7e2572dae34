import type { Repository } from '../../facts/repository.ts';
import {
  type GateResult,
  type GateStories,
  type GateStory,
  gateStories,
} from '../../hotfix/pipeline/gates.ts';
import type { Incident } from '../../incident/incident.ts';
import { codeSpan, codeSpanInCell } from '../markdown/code-span.ts';
import { link } from '../markdown/link.ts';
import { table } from '../markdown/table.ts';
import { commitLink } from '../phrases/commit.ts';
import { nameOf } from './review-timeline.ts';

const mostOthers = 10;

/** For each deployed hotfix: the gates before the deploy, and their later results on the backfill. */
export function gatesText({ hotfixes }: Incident): string[] {
  const told = hotfixes.flatMap((situation) => {
    const stories = gateStories(situation);
    const { branch, repository } = situation.hotfix;
    return stories ? [gatesOf(stories, { branch, repository })] : [];
  });
  return told.length === 0 ? ['No hotfix of this incident has been deployed yet.'] : told.flat();
}

function gatesOf(
  { sha, gates, others }: GateStories,
  { branch, repository }: { branch: string; repository: Repository },
): string[] {
  const heading = `${codeSpan(branch)} in ${nameOf(repository)}, deployed as ${commitLink(sha, repository)}:`;
  const unknown = gates.every(({ lane, gate }) => lane === 'not-known' || gate === 'production-deploy');
  const findings = gates.filter(({ keep, lane }) => keep && lane === 'did-not-run');
  const missed = gates.filter(({ later, lane }) => lane !== 'passed' && later.some(isFailed));
  return [
    heading,
    table(
      ['Gate', 'In the fast lane', 'Later, on the backfill'],
      gates.map((story) => [
        codeSpanInCell(story.gate, 60),
        inTheLane(story),
        later(story.later, repository),
      ]),
    ),
    ...(unknown
      ? [
          'It is unknown which gates ran before the deploy: no jobs or check runs of the fast lane were seen on that commit.',
        ]
      : []),
    ...(findings.length > 0
      ? [
          `**Finding:** no job of the fast lane ran for ${namesOf(findings)}, although the policy keeps ${itOrThem(findings)}. Add the missing job, or name it in ${codeSpan('pipeline.gates')}.`,
        ]
      : []),
    ...(missed.length > 0
      ? [
          `**Finding:** ${namesOf(missed)} failed on the backfill, when the fix was already in production. Consider running ${itOrThem(missed)} before the deploy.`,
        ]
      : []),
    ...(others.length > 0
      ? [
          `Other checks on the backfill: ${others
            .slice(0, mostOthers)
            .map(({ name, later: results }) => `${codeSpan(name, 80)} ${later(results, repository)}`)
            .join('; ')}.`,
        ]
      : []),
  ];
}

function namesOf(stories: GateStory[]): string {
  return stories.map(({ gate }) => codeSpan(gate, 60)).join(', ');
}

function itOrThem({ length }: GateStory[]): string {
  return length === 1 ? 'it' : 'them';
}

function inTheLane({ keep, lane, url }: GateStory): string {
  switch (lane) {
    case 'passed':
      return keep ? link('passed', url) : `${link('passed', url)}, although the policy skips it`;
    case 'failed':
      return `**${link('failed', url)}**${keep ? '' : ', although the policy skips it'}`;
    case 'did-not-run':
      return keep ? '**did not run**, although the policy keeps it' : 'skipped by the policy';
    case 'not-known':
      return keep ? 'unknown' : 'skipped by the policy';
  }
}

function isFailed({ state }: GateResult): boolean {
  return state === 'failed';
}

function later(results: GateResult[], repository: Repository): string {
  if (results.length === 0) return '–';
  return results
    .map(({ sha, state, url }) => {
      const said = link(state, url);
      return `${state === 'failed' ? `**${said}**` : said} on ${commitLink(sha, repository)}`;
    })
    .join(', then ');
}
