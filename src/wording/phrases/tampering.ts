import type { Tampering } from '../../hotfix/hotfix.ts';
import type { Situation } from '../../hotfix/situation.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { plainText } from '../markdown/plain-text.ts';
import { when } from './when.ts';

/** The newest are enough. */
const mostShown = 3;

/** Other people's changes to this App's labels, comments and issues, shown where they happened. */
export function tamperingText(situation: Situation, isHere: (one: Tampering) => boolean): string[] {
  const { hotfix, inForce } = situation;
  const { timezone } = inForce.policy;
  const shown = hotfix.tampering
    .filter((one) => isHere(one) && !(inForce.enforcedSince && one.at < inForce.enforcedSince))
    .slice(-mostShown);
  if (shown.length === 0) return [];
  const lines = shown.map(
    (one) => `- ${when(one.at, timezone)}: ${plainText(one.by.login, 100)} ${inWords(one)}`,
  );
  const rest = "Labels, comments and issues don't change what is owed.";
  return ['### Restored after manual changes', lines.join('\n'), rest];
}

function inWords({ what, change, detail }: Tampering): string {
  switch (what) {
    case 'label': {
      const label = `the label ${codeSpan(detail ?? '')}`;
      return change === 'added' ? `added ${label}, which only the deadline sets` : `removed ${label}`;
    }
    case 'comment':
      return `${change} this comment`;
    case 'issue':
      return `${change} this issue`;
  }
}
