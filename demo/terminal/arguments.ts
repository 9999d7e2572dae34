export type Arguments =
  | { kind: 'tell'; once: boolean }
  | { kind: 'help' }
  | { kind: 'wrong'; message: string };

export const usage = `Usage: npm run demo [-- --once]

Plays the story of a hotfix on this machine: the real server, and a stand-in for GitHub. It needs no
credentials and no network, takes less than a minute, and leaves pages up that show what the server wrote.

  --once   Exit after the story, with status 0 only if everything came out as expected.
  --help   Print this text.
`;

/** The arguments on the command line, without program and script. */
export function readArguments(given: string[]): Arguments {
  const unknown = given.find((one) => !['--once', '--help', '-h'].includes(one));
  if (unknown !== undefined) return { kind: 'wrong', message: `Unknown option ${JSON.stringify(unknown)}.` };
  if (given.includes('--help') || given.includes('-h')) return { kind: 'help' };
  return { kind: 'tell', once: given.includes('--once') };
}
