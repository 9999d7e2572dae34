import type { Backfill } from '../../artefact/artefact.ts';
import { markerOf } from '../../artefact/marker.ts';
import type { By } from '../../artefact/rule.ts';
import { bodyLimit, fit } from '../markdown/fit.ts';
import { needed, wordsOf } from '../report.ts';
import type { HotfixReport } from '../rules/words.ts';

/** Title and body of the pull request from the hotfix branch to its target, written once. */
export function backfillText(
  { key, rule }: By<Backfill>,
  report: HotfixReport,
): { title: string; body: string } {
  const { title, paragraphs } = needed(rule, wordsOf(rule).pullRequest)(report);
  return { title, body: fit([markerOf(key), ...paragraphs].join('\n\n'), bodyLimit) };
}
