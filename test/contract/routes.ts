import { isJson, type Json, pointer } from './description.ts';

/** One operation as called: where it stands in the description, and what stood in its path. */
export interface Called {
  /** `GET /repos/{owner}/{repo}/contents/{path}` */
  operation: string;
  /** JSON pointer of the operation. */
  at: string;
  pathParameters: Map<string, string>;
}

interface Route {
  template: string;
  /** Its segments before any that may hold slashes; `null` for a parameter. */
  fixed: (string | null)[];
  methods: ReadonlySet<string>;
  names: string[];
  pattern: RegExp;
}

/** Parameters whose values hold slashes: a file's path, a branch, a comparison of branches. */
const acrossSlashes = new Set(['path', 'ref', 'basehead', 'branch', 'environment_name']);

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function route(template: string, operations: Json): Route {
  const names: string[] = [];
  const pattern = template
    .split(/\{([\w-]+)\}/)
    .map((part, index) => {
      if (index % 2 === 0) return literally(part);
      names.push(part);
      // The root of a repository is `contents/`, an empty path.
      if (part === 'path') return '(.*)';
      return acrossSlashes.has(part) ? '(.+)' : '([^/]+)';
    })
    .join('');
  const methods = new Set(Object.keys(operations).map((method) => method.toUpperCase()));
  return { template, fixed: fixedOf(template), methods, names, pattern: new RegExp(`^${pattern}$`) };
}

function fixedOf(template: string): (string | null)[] {
  const segments = template.split('/');
  const across = segments.findIndex((segment) =>
    [...segment.matchAll(/\{([\w-]+)\}/g)].some(([, name = '']) => acrossSlashes.has(name)),
  );
  const before = across < 0 ? segments : segments.slice(0, across);
  return before.map((segment) => (segment.includes('{') ? null : segment));
}

/** Sorts a fixed word before a parameter, segment by segment, and of two beginnings the longer one first. */
function mostLiteralFirst(one: Route, other: Route): number {
  const a = one.template.split('/');
  const b = other.template.split('/');
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const difference = Number(a[index]?.startsWith('{')) - Number(b[index]?.startsWith('{'));
    if (difference !== 0) return difference;
  }
  return b.length - a.length;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Finds the operation that a method and a path (with or without `/api/v3`) call; null if GitHub has none. */
export function createRouter(document: Json): (method: string, path: string) => Called | null {
  const paths = isJson(document.paths) ? Object.entries(document.paths) : [];
  const routes = paths.flatMap(([template, operations]) =>
    isJson(operations) ? [route(template, operations)] : [],
  );
  routes.sort(mostLiteralFirst);
  return (method, path) => {
    const plain = path.replace(/^\/api\/v3(?=\/|$)/, '') || '/';
    const segments = plain.split('/');
    for (const { template, fixed, methods, names, pattern } of routes) {
      // Cheaper than the pattern, which nearly every route is spared by it.
      if (fixed.some((segment, index) => segment !== null && segment !== segments[index])) continue;
      if (!methods.has(method.toUpperCase())) continue;
      const match = pattern.exec(plain);
      if (!match) continue;
      return {
        operation: `${method.toUpperCase()} ${template}`,
        at: pointer('paths', template, method.toLowerCase()),
        pathParameters: new Map(names.map((name, index) => [name, decoded(match[index + 1] ?? '')])),
      };
    }
    return null;
  };
}
