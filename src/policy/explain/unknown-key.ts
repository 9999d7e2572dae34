import { keys, laterKeys, leaves } from '../keys.ts';
import { parseWeekdays } from '../values/weekdays.ts';
import { distance, nearestKey } from './nearest-key.ts';
import type { KeyProblem } from './problem.ts';

/** Keys and sections of the file itself. */
const sections = Object.keys(keys);

/** Around the whole file it looks like good order. */
const wrappers = ['policy', 'hotfix-policy', 'hotfix', 'config', 'spec'];

/** Why a key is not known where it stands. `known`: those that are. */
export function unknownKey(path: readonly string[], known: readonly string[]): KeyProblem {
  const key = path.at(-1) ?? '';
  const above = path.slice(0, -1).join('.');
  if (key.trim() === '') return { code: 'no-name' };
  if (key === '<<') return { code: 'merge-key' };
  const top = above === '' ? ofTheTop(key, known) : null;
  if (top) return top;
  const laterHere = laterKeys
    .map((one) => one.split('.'))
    .filter((one) => one.slice(0, -1).join('.') === above)
    .map((one) => one.at(-1) ?? '');
  if (laterHere.includes(key)) return { code: 'does-nothing-yet', path: path.join('.') };
  const sections = placesOf(key).filter((place) => place !== above);
  if (sections.length > 0) return { code: 'other-section', key, sections };
  if (above === 'reminders' && parseWeekdays(key)) return { code: 'weekday', key };
  const nearest = nearestKey(key, [...known, ...laterHere]);
  if (nearest === null) return nearElsewhere(key) ?? { code: 'unknown-key', key, known: [...known] };
  return { code: laterHere.includes(nearest) ? 'nearly-does-nothing-yet' : 'misspelt-key', key, nearest };
}

/** Mistyped, and in the wrong section. */
function nearElsewhere(key: string): KeyProblem | null {
  const nearest = nearestKey(key, [...sections, ...leaves.flatMap(({ parts }) => parts.at(-1) ?? [])]);
  const isSure = nearest !== null && distance(key.toLowerCase(), nearest) <= nearest.length / 4;
  const places = isSure ? placesOf(nearest) : [];
  return nearest === null || places.length === 0
    ? null
    : { code: 'misspelt-key', key, nearest, sections: places };
}

function ofTheTop(key: string, known: readonly string[]): KeyProblem | null {
  if (/^lock(?:ed|s)?$/i.test(key) && !known.includes('locked')) return { code: 'lock-in-repository' };
  if (wrappers.includes(key)) return { code: 'wrapper', key };
  const dotted = leaves.find(({ path }) => path === key);
  if (!dotted) return null;
  const [section = '', ...rest] = dotted.parts;
  return { code: 'dotted-key', section, key: rest.join('.') };
}

/** The sections that have a key of that name, as `a.b`; `''`: the file itself. */
function placesOf(name: string): string[] {
  const written = name
    .replace(/(?<=[a-z])(?=[A-Z])/g, '-')
    .toLowerCase()
    .replaceAll('_', '-');
  const found = leaves
    .filter(({ parts }) => parts.at(-1) === written)
    .map(({ parts }) => parts.slice(0, -1).join('.'));
  return [...new Set(sections.includes(written) ? [...found, ''] : found)];
}
