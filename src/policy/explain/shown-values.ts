import { leaves } from '../keys.ts';
import { type Layered, type Origin, valueIn } from '../layers.ts';

/** One key's value as it could be written, and where it comes from. */
export interface Shown {
  path: string;
  value: string;
  origin: Origin;
  locked: boolean;
}

/** Every key, in the order in which they are described. */
export function shownValues({ policy, origins, locked }: Layered): Shown[] {
  return leaves.map(({ path, parts, key }) => {
    const value = valueIn(policy, parts);
    return {
      path,
      value: key.show && value !== null ? key.show(value) : plain(value),
      origin: origins[path] ?? 'default',
      locked: locked.includes(path),
    };
  });
}

/** Without quotation marks these are no text to YAML: numbers, and words that mean something. */
const readOtherwise = /^(?:null|true|false|[\d.][\d._]*(?:e[\d]+)?|0[xo][\da-f]+)$/i;

/** On one line, as YAML has it. */
function plain(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plain).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([name, one]) => `${name}: ${plain(one)}`)
      .join(', ')} }`;
  if (typeof value !== 'string') return String(value);
  const isPlain = /^[\w][\w ./:-]*$/.test(value) && !/: |:$/.test(value) && !readOtherwise.test(value);
  return isPlain ? value : `'${value.replaceAll("'", "''")}'`;
}
