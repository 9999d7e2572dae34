import type { Finding } from './schema-judge.ts';

interface Exception {
  operation: RegExp;
  where: RegExp;
  wrong: RegExp;
  reason: string;
}

/** Where GitHub's descriptions are wrong about what GitHub itself sends. Never for requests: what we send must be right. */
const exceptions: readonly Exception[] = [
  {
    operation: /^GET \/app\/installations$/,
    where: /^\/\d+\/account$/,
    wrong: /./,
    reason: 'the description wants an account that is a user and an enterprise at once (allOf for anyOf)',
  },
  {
    operation: /^\w+ \/repos\/\{owner\}\/\{repo\}\/(pulls|commits\/\{commit_sha\}\/pulls)(\/|$)/,
    where: /\/(requested_)?teams\/\d+$/,
    wrong: /^must have required property 'type'$/,
    reason: "a team's 'type' is required by the description and absent from GitHub's own examples of answers",
  },
  {
    operation: /^webhook installation(_repositories)?\./,
    where: /^\/installation\/(created|updated)_at$/,
    wrong: /^must be string$/,
    reason: 'deliveries carry seconds since 1970 here, though answers of the API carry text',
  },
  {
    operation: /^webhook /,
    where: /\/homepage$/,
    wrong: /^must match format "uri"$/,
    reason: "a repository's homepage that was emptied is an empty text, not null",
  },
  {
    operation: /./,
    where: /\/(author|committer|pusher)\/email$/,
    wrong: /^must match format "email"$/,
    reason: 'Git takes any text for the address of an author',
  },
];

/** Whether a finding in an answer (or a delivery) is of a kind that GitHub itself gives cause for. */
export function gitHubMaySay(operation: string, { where, wrong }: Finding): boolean {
  return exceptions.some(
    (one) => one.operation.test(operation) && one.where.test(where) && one.wrong.test(wrong),
  );
}
