import { overdueLabel } from '../../artefact/own-names.ts';

const known: Record<string, { color: string; description: string }> = {
  hotfix: { color: 'd93f0b', description: 'Brings a hotfix back, with the full pipeline' },
  [overdueLabel]: { color: 'b60205', description: 'This hotfix is past its deadline' },
  'hotfix-policy': { color: '5319e7', description: 'A rule of the hotfix policy was broken' },
};

/** Colour (six hexadecimal digits) and description of a label that this App creates where it is missing. */
export function labelText(name: string): { color: string; description: string } {
  const own = Object.hasOwn(known, name) ? known[name] : undefined;
  return own ?? { color: 'ededed', description: 'Set by the hotfix policy' };
}
