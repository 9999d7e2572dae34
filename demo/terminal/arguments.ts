export type Arguments =
  | { kind: 'tell'; once: boolean }
  | { kind: 'help' }
  | { kind: 'wrong'; message: string };

export const usage = `Usage: npm run demo [-- --once]

Tells the story of a hotfix on this machine: the real server, and a stand-in for GitHub. It needs no
credentials and no network, takes less than a minute, and leaves pages up that show what the server wrote.

  --once   End after the story; the exit status is 0 only if everything expected was there.
  --help   Show this.
`;

/** What was asked for on the command line, program and script left out. */
export function readArguments(given: string[]): Arguments {
  const unknown = given.find((one) => !['--once', '--help', '-h'].includes(one));
  if (unknown !== undefined)
    return { kind: 'wrong', message: `There is no option ${JSON.stringify(unknown)}.` };
  if (given.includes('--help') || given.includes('-h')) return { kind: 'help' };
  return { kind: 'tell', once: given.includes('--once') };
}
