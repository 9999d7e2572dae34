/**
 * Makes src/wording/rules/index.ts, the list of the words of all rules, from the files beside it. `npm run format` runs
 * it; with `--check` it fails where the list is not up to date.
 */
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');

const folder = 'src/wording/rules';
const index = `${folder}/index.ts`;
const rules = readdirSync(folder)
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((rule) => rule !== 'index' && rule !== 'words')
  .sort();
const nameOf = (rule) => `${rule.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())}Words`;
const keyOf = (rule) => (rule.includes('-') ? `'${rule}'` : rule);

const text = `/** The words of every rule, by its name. Made by \`npm run format\` from the files beside it: do not edit it. */
${rules.map((rule) => `import { ${nameOf(rule)} } from './${rule}.ts';`).join('\n')}

export const ruleWords = {
${rules.map((rule) => `  ${keyOf(rule)}: ${nameOf(rule)},`).join('\n')}
};
`;

if (!process.argv.includes('--check')) writeFileSync(index, text);
else if (readFileSync(index, 'utf8') !== text) {
  console.error(`${index} is not up to date: run "npm run format".`);
  process.exitCode = 1;
}
