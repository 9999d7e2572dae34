import { type Document, isMap, isScalar, type Node, type Pair, type YAMLMap } from 'yaml';

/** Where the value of a key is written, by the parts of its path; `onKey`: where the key itself is. */
export type PlaceOf = (path: string[], onKey?: boolean) => { line: number; column: number };

/** The offset in the text of a value, or of its key. */
export function offsetOf(document: Document, path: string[], onKey: boolean): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const [index, part] of path.entries()) {
    if (isMap(node)) {
      const pair = pairIn(node, part);
      const key = pair?.key as Node | undefined;
      offset = key?.range?.[0] ?? offset;
      node = pair?.value;
      const last = index === path.length - 1;
      if (last && onKey) return offset;
    } else {
      node = document.getIn(path.slice(0, index + 1), true);
    }
    offset = (node as Node | null | undefined)?.range?.[0] ?? offset;
  }
  return offset;
}

/** Of keys that are there twice, the last counts. */
function pairIn({ items }: YAMLMap, name: string): Pair | undefined {
  return items.findLast(({ key }) => nameOf(key) === name);
}

/** The key before one that stands in braces without a colon and a value; `null`: it is no such key. */
export function keyBeforeBareKey(document: Document, path: string[]): string | null {
  const map = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(map) || !map.flow) return null;
  const index = map.items.findLastIndex(({ key }) => nameOf(key) === path.at(-1));
  const [before, pair] = [map.items[index - 1], map.items[index]];
  return before && pair?.value === null ? nameOf(before.key) : null;
}

function nameOf(key: unknown): string | null {
  return isScalar(key) ? String(key.value) : null;
}
