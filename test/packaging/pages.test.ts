import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { newest } from '../../bench/report/results.ts';

const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'bench/README.md', ...globSync('docs/*.md')];

test.each(pages)('every link in %s leads somewhere', (page) => {
  const links = [...readFileSync(page, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  const own = links.filter((link) => !/^https?:/.test(link));
  expect(own.filter((link) => !leadsSomewhere(page, link))).toEqual([]);
});

test.each(pages)('every path in %s exists', (page) => {
  const text = readFileSync(page, 'utf8');
  const paths = [...text.matchAll(/`((?:src|test|demo|docs|bench)\/[^`\s]*)`/g)].map(([, path = '']) => path);
  expect(paths.filter((path) => globSync([path, `${path}*.test.ts`]).length === 0)).toEqual([]);
});

test('the README is short, and its test is the one of build machines', () => {
  const readme = readFileSync('README.md', 'utf8');
  const [, commands = ''] = /## Test it\n\n```sh\n(.*?)\n```/s.exec(readme) ?? [];
  const script = readFileSync('.ci/run', 'utf8').replace(' --no-audit --no-fund', '').trimEnd();
  expect(script.split('\n').slice(-2)).toEqual(commands.split(' && '));
  expect(readme.split('\n').length).toBeLessThanOrEqual(150);
});

test('the page about costs shows the newest result', () => {
  const [, result = ''] = newest().split('\n\n');
  expect(readFileSync('bench/README.md', 'utf8')).toContain(result.trim());
});

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', heading] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(target)) return false;
  return heading === undefined || headings(target).includes(heading);
}

/** GitHub's anchors: lower case, letters and digits, hyphens for spaces. */
function headings(page: string): string[] {
  return [...readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .replace(/\s/g, '-'),
  );
}
