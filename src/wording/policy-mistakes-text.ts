import type { Repository } from '../hotfix/hotfix.ts';
import type { PolicyInForce } from '../policy/policy-in-force.ts';
import { fit, summaryLimit } from './fit.ts';
import { link } from './link.ts';
import { plainText } from './plain-text.ts';

const path = '.github/hotfix-policy.yml';
const mostMistakes = 50;

/** For the check run of the commit that broke the policy file: what is wrong, where, and what is in force meanwhile. */
export function policyMistakesText(
  inForce: PolicyInForce,
  repository: Repository,
): { title: string; summary: string } {
  const { title, state, next, list } = policyMistakes(inForce, repository);
  return { title, summary: fit([state, `- **Next:** ${next}`, list].join('\n\n'), summaryLimit) };
}

/** The parts of it, for the check run of a hotfix too. */
export function policyMistakes(inForce: PolicyInForce, repository: Repository) {
  const { mistakes } = inForce;
  const count = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`;
  const file = `${repository.url}/blob/${encodeURIComponent(repository.defaultBranch).replaceAll('%2F', '/')}/${path}`;
  const lines = mistakes
    .slice(0, mostMistakes)
    .map(
      ({ line, column, message }) =>
        `- ${link(`${line}:${column}`, `${file}#L${line}`)} ${plainText(message, 500)}`,
    );
  const left = mistakes.length - lines.length;
  return {
    title: `The policy file has ${count}`,
    state: `**The policy file has ${count}.** ${meanwhile(inForce)}`,
    next: `Correct ${link(`\`${path}\``, file)} on the default branch; it is read again as soon as that is pushed.`,
    list: ['Mistakes, by line and column:', '', ...lines, ...(left > 0 ? [`- and ${left} more`] : [])].join(
      '\n',
    ),
  };
}

function meanwhile({ origin }: PolicyInForce): string {
  switch (origin) {
    case 'last-good':
      return 'Until they are corrected, the last version without mistakes stays in force.';
    case 'defaults':
      return 'Until they are corrected, the defaults are in force, because no version of the file was ever valid.';
    case 'file':
      return 'Until they are corrected, the policy as it was read before stays in force.';
  }
}
