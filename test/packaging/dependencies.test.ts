import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

const manifest: { dependencies: Record<string, string>; devDependencies: Record<string, string> } =
  JSON.parse(readFileSync('package.json', 'utf8'));

/** The packages that a source needs when it runs: imports of types are stripped. */
function packagesIn(path: string, source: string): string[] {
  const names: string[] = [];
  const note = (node: ts.Node | undefined) => {
    if (node && ts.isStringLiteralLike(node) && !/^(?:\.|node:)/.test(node.text)) {
      names.push(
        node.text
          .split('/')
          .slice(0, node.text.startsWith('@') ? 2 : 1)
          .join('/'),
      );
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword) {
      note(node.moduleSpecifier);
    } else if (ts.isExportDeclaration(node) && !node.isTypeOnly) {
      note(node.moduleSpecifier);
    } else if (
      ts.isCallExpression(node) &&
      /^(?:import|import\.meta\.resolve|require(?:\.resolve)?)$/.test(node.expression.getText(file))
    ) {
      note(node.arguments[0]);
    }
    ts.forEachChild(node, visit);
  };
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  visit(file);
  return names;
}

test('imports are read as Node will see them', () => {
  const source = `
    import a from 'one'; import type { B } from 'types-only'; import { type C } from '@scope/two/deep';
    export * from 'three'; export type { D } from 'types-only'; import './own.ts'; import 'node:fs';
    await import('four'); import.meta.resolve('five');`;
  expect(packagesIn('a.ts', source)).toEqual(['one', '@scope/two', 'three', 'four', 'five']);
});

test('what src imports is a production dependency, and each of those is imported', () => {
  const files = globSync('src/**/*.ts');
  const used = new Set(files.flatMap((path) => packagesIn(path, readFileSync(path, 'utf8'))));
  expect([...used].filter((name) => !(name in manifest.dependencies))).toEqual([]);
  expect(Object.keys(manifest.dependencies).filter((name) => !used.has(name))).toEqual([]);
});

test('every version is pinned', () => {
  const versions = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
});

interface Locked {
  version?: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

test('the lock file is complete: it lists every build of a native package', () => {
  const lock: { packages: Record<string, Locked> } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const missing = Object.entries(lock.packages).flatMap(([where, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !lock.packages[`${where}/node_modules/${name}`] && !lock.packages[`node_modules/${name}`],
    ),
  );
  expect(missing).toEqual([]);
});

test('the lock file names no registry of one machine', () => {
  const lock: { packages: Record<string, Locked> } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const entries = Object.entries(lock.packages).filter(([where]) => where !== '');
  expect(entries.filter(([, { version, resolved }]) => !version || resolved)).toEqual([]);
});
