/**
 * Runs every script of package.json whose name begins with `check:`, side by side. What a check prints is kept together,
 * and shown if it fails; the status is 1 if one of them did.
 */
const { spawn } = require('node:child_process');
const { readFileSync } = require('node:fs');

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
const names = Object.keys(scripts).filter((name) => name.startsWith('check:'));

if (names.length === 0) {
  console.error('package.json has no script whose name begins with "check:".');
  process.exitCode = 1;
}
for (const name of names) run(name);

function run(name) {
  const began = performance.now();
  // npm has put the programs of node_modules on the path.
  const child = spawn(scripts[name], { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => printed.push(text));
  child.on('close', (status) => {
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`${status === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
    if (status === 0) return;
    console.log(Buffer.concat(printed).toString());
    process.exitCode = 1;
  });
}
