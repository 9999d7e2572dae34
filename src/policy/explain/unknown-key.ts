import { keys, laterKeys, leaves } from '../keys.ts';
import { parseWeekdays } from '../values/weekdays.ts';
import { distance, nearestKey } from './nearest-key.ts';
import { echo } from './quote-input.ts';

/** Keys and sections of the file itself. */
const sections = Object.keys(keys);

/** Around the whole file it looks like good order. */
const wrappers = ['policy', 'hotfix-policy', 'hotfix', 'config', 'spec'];

/** What to do about a key that is not known where it stands. `known`: those that are. */
export function unknownKey(path: readonly string[], known: readonly string[]): string {
  const name = path.at(-1) ?? '';
  const above = path.slice(0, -1).join('.');
  if (name.trim() === '') return 'Here a key has no name; leave it out.';
  if (name === '<<') return 'Mappings are not merged here; write their keys and values out.';
  if (above === '') {
    const top = ofTheTop(name, known);
    if (top) return top;
  }
  const later = laterKeys.map((key) => key.split('.'));
  const laterHere = later
    .filter((key) => key.slice(0, -1).join('.') === above)
    .map((key) => key.at(-1) ?? '');
  if (laterHere.includes(name))
    return `\`${[...path].join('.')}\` does nothing in this version yet; leave it out.`;
  const elsewhere = placesOf(name).filter((place) => place !== above);
  if (elsewhere.length > 0) return `\`${echo(name)}\` belongs ${elsewhere.map(belongs).join(', or ')}.`;
  if (above === 'reminders' && parseWeekdays(name))
    return `\`${echo(name)}\` belongs to the days before it; put them in quotation marks: \`weekdays: 'mon,wed'\`.`;
  const nearest = nearestKey(name, [...known, ...laterHere]);
  if (nearest !== null && laterHere.includes(nearest))
    return `\`${echo(name)}\` is no key of a policy, and \`${nearest}\` does nothing in this version yet; leave it out.`;
  const advice = nearest
    ? `did you mean \`${nearest}\`?`
    : (elsewhereAdvice(name) ?? `known here: ${known.join(', ')}.`);
  return `\`${echo(name)}\` is no key of a policy; ${advice}`;
}

/** Mistyped, and in the wrong section. */
function elsewhereAdvice(name: string): string | null {
  const nearest = nearestKey(name, [...sections, ...leaves.flatMap(({ parts }) => parts.at(-1) ?? [])]);
  const isSure = nearest !== null && distance(name.toLowerCase(), nearest) <= nearest.length / 4;
  const places = isSure ? placesOf(nearest) : [];
  return places.length === 0 ? null : `did you mean \`${nearest}\`, ${places.map(belongs).join(', or ')}?`;
}

function ofTheTop(name: string, known: readonly string[]): string | null {
  if (/^lock(?:ed|s)?$/i.test(name) && !known.includes('locked'))
    return "`locked` belongs into the organisation's file, in its `.github` repository; leave it out here.";
  if (wrappers.includes(name))
    return `\`${name}\` is no key of a policy; write the keys below it at the beginning of their lines, without it.`;
  const dotted = leaves.find(({ path }) => path === name);
  if (!dotted) return null;
  const [section = '', ...rest] = dotted.parts;
  return `Write \`${rest.join('.')}\` below \`${section}:\`, indented, and no dot.`;
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

function belongs(place: string): string {
  return place === ''
    ? 'at the beginning of a line, outside of every section'
    : `below \`${place}:\`, indented`;
}
