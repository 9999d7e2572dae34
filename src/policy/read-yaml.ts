import { type Document, isMap, isScalar, type Node, parseAllDocuments, visit, type YAMLWarning } from 'yaml';
import { typosIn } from './explain/common-typos.ts';
import type { PolicyMistake, SyntaxProblem } from './explain/problem.ts';
import { explainYaml } from './explain/yaml-error.ts';

const mostBytes = 16_384;
/** More help nobody, and each is kept with the repository. */
export const mostMistakes = 200;

/** A mapping. `value` is as JSON has it; `mistakes` keep none of its keys from being read. */
export interface ReadMapping {
  document: Document;
  value: unknown;
  /** Of each offset in the text. */
  place: Locate;
  mistakes: PolicyMistake[];
}

/** `mapping` is `null` where there is nothing but comments. */
export type ReadYaml = { ok: true; mapping: ReadMapping | null } | { ok: false; mistakes: PolicyMistake[] };

const start = { line: 1, column: 1 };

export type Locate = (offset: number) => { line: number; column: number };

/** Reads the text as one YAML mapping. Says where that fails and never throws. */
export function readYaml(text: string): ReadYaml {
  if (Buffer.byteLength(text) > mostBytes) return at(start, { code: 'too-large' });
  const source = text.replace(/^\uFEFF/, '');
  // So a byte is read that belongs to no character; as Windows writes text, every second one is zero.
  const odd = source.search(/\uFFFD|\0/);
  if (odd >= 0) return at(placeIn(source, odd), { code: 'not-utf8' });
  const deep = placeTooDeep(source);
  if (deep >= 0) return at(placeIn(source, deep), { code: 'nested-too-deeply' });
  const documents = withoutStacks(() => parsed(source));
  // What is missing at the end is missing after the last thing written, not on a line that is not there.
  const end = source.trimEnd().length;
  const place: Locate = (offset) => placeIn(source, Math.min(offset, end));
  const [document, second] = documents;
  const directive = source.search(/^%/m);
  // Before the first key, and after comments at most.
  if (/^(?:[^\S\n]*(?:#[^\n]*)?\n)*%/.test(source)) return at(place(directive), { code: 'yaml-directive' });
  if (!Array.isArray(documents) || !document) return { ok: true, mapping: null };
  const errors = [...document.errors, ...document.warnings.filter(isUnknownTag)];
  const typos = errors.length > 0 || !isMap(document.contents) ? typosIn(source, { parsed: false }) : [];
  if (typos.length > 0)
    return { ok: false, mistakes: typos.slice(0, mostMistakes).map((typo) => ({ ...typo, path: '' })) };
  if (second) return at(place(second.range[0]), { code: 'several-documents' });
  if (errors.length > 0) {
    const { offset, problem } = explainYaml(errors, source);
    return at(place(offset), problem);
  }
  return mappingOf(document, place);
}

/** So many brackets are open at once in no policy, also if those in texts and comments count. */
const deepest = 50;

/** Where too many brackets are open; -1: nowhere. The parser takes half a second for thousands. */
function placeTooDeep(source: string): number {
  let depth = 0;
  for (const [at, character] of source.split('').entries()) {
    if ('[{'.includes(character)) depth += 1;
    else if (']}'.includes(character)) depth = Math.max(0, depth - 1);
    if (depth > deepest) return at;
  }
  return -1;
}

/** The parser makes an error for each mistake, and most of its time goes into their stacks, which nobody sees. */
function withoutStacks<T>(work: () => T): T {
  const usual = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = usual;
  }
}

function parsed(source: string) {
  return parseAllDocuments(source, {
    // Looked for below: the parser compares each key with every other.
    uniqueKeys: false,
    version: '1.2',
    logLevel: 'silent',
    // The place is made from the offset; for thousands of mistakes the parser's own way takes seconds.
    prettyErrors: false,
    // A set or an ordered map would pass for a mapping without keys.
    resolveKnownTags: false,
  });
}

/** Of the tags of YAML itself, what they make is looked at. */
function isUnknownTag({ code, message }: YAMLWarning): boolean {
  return code === 'TAG_RESOLVE_FAILED' && !message.includes('tag:yaml.org');
}

function keysThatAreThereTwice(document: Document): number[] {
  const offsets: number[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<string>();
      for (const { key } of items) {
        const name = isScalar(key) ? String(key.value) : null;
        if (name === null) continue;
        if (seen.has(name)) offsets.push((key as Node).range?.[0] ?? 0);
        seen.add(name);
      }
    },
  });
  return offsets;
}

/** Counted here: the parser's own counter loses lines where a text without quotation marks goes over several. */
function placeIn(source: string, offset: number): ReturnType<Locate> {
  const before = source.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

function mappingOf(document: Document, place: Locate): ReadYaml {
  let value: unknown;
  try {
    // Aliases that grow into millions of nodes are refused by the parser.
    value = document.toJS({ maxAliasCount: 100 });
  } catch {
    const alias = unknownAlias(document);
    if (!alias) return at(start, { code: 'aliases-too-large' });
    return at(place(alias.offset), { code: 'unknown-anchor', name: alias.name });
  }
  if (value === null || value === undefined) return { ok: true, mapping: null };
  if (!isMap(document.contents)) return at(start, { code: 'not-a-mapping' });
  const problem = { code: 'duplicate-key' } as const;
  const twice = keysThatAreThereTwice(document).slice(0, mostMistakes);
  const mistakes = twice.map((offset) => ({ ...place(offset), path: '', problem }));
  return { ok: true, mapping: { document, value, place, mistakes } };
}

/** The first alias that no anchor before it explains. */
function unknownAlias(document: Document): { name: string; offset: number } | null {
  const anchors = new Set<string>();
  let unknown: { name: string; offset: number } | null = null;
  visit(document, {
    Value(_, { anchor }) {
      if (anchor) anchors.add(anchor);
    },
    Alias(_, { source, range }) {
      if (anchors.has(source)) return undefined;
      unknown = { name: source, offset: range?.[0] ?? 0 };
      return visit.BREAK;
    },
  });
  return unknown;
}

function at({ line, column }: ReturnType<Locate>, problem: SyntaxProblem): ReadYaml {
  return { ok: false, mistakes: [{ line, column, path: '', problem }] };
}
