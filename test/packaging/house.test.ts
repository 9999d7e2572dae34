/** What keeps `src` a house where things are found: one name, one thing; small files, small folders (of tests too), rooms that say what they hold. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const mostLines = 350;
const mostFiles = 25;

const plan: Record<string, { mayImport: string[] }> = JSON.parse(readFileSync('rooms.json', 'utf8'));
const rooms = Object.keys(plan);
const sources = new Map(globSync('src/**/*.ts').map((file) => [file, readFileSync(file, 'utf8')]));

type Sources = ReadonlyMap<string, string>;

/** Names that a file declares and exports; what it exports of another file is declared there. */
function exportedBy(file: string, text: string): string[] {
  const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  return statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) {
      const { exportClause, moduleSpecifier } = statement;
      if (moduleSpecifier || !exportClause || !ts.isNamedExports(exportClause)) return [];
      return exportClause.elements.map(({ name }) => name.text);
    }
    const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
    if (!modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap(({ name }) => namesIn(name));
    const { name } = statement as ts.DeclarationStatement;
    return name && ts.isIdentifier(name) ? [name.text] : [];
  });
}

function namesIn(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesIn(element.name) : []));
}

/** A type and a value of one file may share a name, as a schema and what it reads. */
function sharedNames(files: Sources): string[] {
  const declared = [...files].flatMap(([file, text]) =>
    [...new Set(exportedBy(file, text))].map((name) => ({ name, file })),
  );
  return [...Map.groupBy(declared, ({ name }) => name)]
    .filter(([, places]) => places.length > 1)
    .map(([name, places]) => `${name}: ${places.map(({ file }) => file).join(', ')}`);
}

function crowdedFolders(files: Iterable<string>): string[] {
  return [...Map.groupBy(files, (file) => dirname(file))]
    .filter(([, its]) => its.length > mostFiles)
    .map(([folder, its]) => `${folder}: ${its.length}`);
}

function longFiles(files: Sources): string[] {
  return [...files]
    .map(([file, text]) => ({ file, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > mostLines)
    .map(({ file, lines }) => `${file}: ${lines}`);
}

/** Rooms that the files of one import from, types too. */
function neighboursOf(room: string, files: Sources): Set<string> {
  const its = [...files].filter(([file]) => file.startsWith(`src/${room}/`));
  const imported = its.flatMap(([file, text]) =>
    ts.preProcessFile(text).importedFiles.map(({ fileName }) => join(dirname(file), fileName)),
  );
  return new Set(imported.map((file) => /^src\/([^/]+)\//.exec(file)?.[1] ?? ''));
}

/** An index begins with at least a sentence. */
function introduces(text: string): boolean {
  const [comment = ''] = /^(?:\/\*[\s\S]*?\*\/|(?:\/\/.*\n)+)/.exec(text) ?? [];
  const words = comment.replaceAll(/^[\s/*]+|[*/]/gm, ' ');
  return /(?:\S+\s+){4,}\S*[.:]/.test(words);
}

test('no name is declared and exported twice', () => {
  const planted = new Map([
    [
      'a.ts',
      'export type Place = string; export const [one, { two }] = pairs; function three() {} export { three };',
    ],
    ['b.ts', 'export interface Place {} export function two() {} export class one {}'],
    ['c.ts', "export { Place } from './a.ts'; const three = 3; export { three };"],
    ['d.ts', 'const two = 2; export const four = 4; export type four = 4;'],
  ]);
  expect(sharedNames(planted)).toEqual([
    'Place: a.ts, b.ts',
    'one: a.ts, b.ts',
    'two: a.ts, b.ts',
    'three: a.ts, c.ts',
  ]);
  expect(sources.size).toBeGreaterThan(300);
  expect(sharedNames(sources)).toEqual([]);
});

test(`no folder has more than ${mostFiles} files`, () => {
  const planted = Array.from({ length: mostFiles + 1 }, (_, index) => `src/attic/${index}.ts`);
  expect(crowdedFolders(planted.slice(1))).toEqual([]);
  expect(crowdedFolders([...planted, 'src/attic/deep/0.ts'])).toEqual([`src/attic: ${mostFiles + 1}`]);
  // Texts that a test compares with are no code: nobody looks for one among the others.
  expect(crowdedFolders([...sources.keys(), ...globSync('test/**/*.ts')])).toEqual([]);
});

test(`no file has more than ${mostLines} lines`, () => {
  const file = (lines: number) => new Map([['a.ts', '//\n'.repeat(lines)]]);
  expect(longFiles(file(mostLines))).toEqual([]);
  expect(longFiles(file(mostLines + 1))).toEqual([`a.ts: ${mostLines + 1}`]);
  expect(longFiles(sources)).toEqual([]);
});

test.each(rooms)('the index of %s says what belongs there', (room) => {
  const index = `src/${room}/index.ts`;
  expect(existsSync(index)).toBe(true);
  expect(introduces(sources.get(index) ?? '')).toBe(true);
});

test('every door between rooms is used', () => {
  const planted = new Map([
    ['src/attic/a.ts', "import type { Key } from '../hall/keys.ts'; import { b } from './b.ts';"],
    ['src/attic/deep/c.ts', "export { d } from '../../porch/d.ts'; const e = import('../../loft/e.ts');"],
    ['src/hall/f.ts', "import { g } from '../garden/g.ts';"],
  ]);
  expect(neighboursOf('attic', planted)).toEqual(new Set(['hall', 'attic', 'porch', 'loft']));
  const unused = Object.entries(plan).flatMap(([room, { mayImport }]) => {
    const used = neighboursOf(room, sources);
    return mayImport.filter((other) => !used.has(other)).map((other) => `${room} → ${other}`);
  });
  expect(unused).toEqual([]);
});

test.each([
  'export {};',
  '/** Rooms. */\nexport {};',
  "import './a.ts';\n/** What belongs here and why it does. */",
])('this says nothing of a room: %j', (text) => expect(introduces(text)).toBe(false));
