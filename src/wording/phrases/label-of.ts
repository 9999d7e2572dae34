import type { Label } from '../../artefact/content.ts';
import { overdueLabel } from '../../policy/own-names.ts';

const known: Record<string, Omit<Label, 'name'>> = {
  hotfix: { color: 'd93f0b', description: 'Brings a hotfix back, with the full pipeline' },
  [overdueLabel]: { color: 'b60205', description: 'This hotfix is past its deadline' },
  'hotfix-policy': { color: '5319e7', description: 'A rule of the hotfix policy was broken' },
};

/** A label as this App creates it where it is missing. */
export function labelOf(name: string): Label {
  const own = Object.hasOwn(known, name) ? known[name] : undefined;
  return { name, ...(own ?? { color: 'ededed', description: 'Set by the hotfix policy' }) };
}
