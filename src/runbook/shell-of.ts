/** A way of writing shell scripts. `other`: one that is not read here. */
export type Shell = 'bash' | 'posix' | 'ksh' | 'other';

/** A map, because a script may name anything, such as what every object has. */
const shells = new Map<string, Shell>([
  ['bash', 'bash'],
  ['sh', 'posix'],
  ['dash', 'posix'],
  ['ash', 'posix'],
  ['ksh', 'ksh'],
  ['mksh', 'ksh'],
  ['zsh', 'other'],
]);

/** The shell that a file is written for: by its first line, and else by its name. `null`: it is no script. */
export function shellOf(path: string, text: string): Shell | null {
  const [, interpreter = ''] = /^#!\s*(\S+(?:\s+\S+)*)/.exec(text.slice(0, 200)) ?? [];
  const [program = '', ...rest] = interpreter.split('\n', 1)[0]?.split(/\s+/) ?? [];
  const named = baseOf(program) === 'env' ? (rest.find((word) => !/^-|=/.test(word)) ?? '') : program;
  if (named !== '') return shells.get(baseOf(named)) ?? (/\.(?:sh|bash|ksh)$/i.test(path) ? 'other' : null);
  const [, extension] = /\.(sh|bash|ksh)$/i.exec(path) ?? [];
  // Without a first line that says more, whoever runs it has bash in mind.
  return extension === undefined ? null : extension.toLowerCase() === 'ksh' ? 'ksh' : 'bash';
}

function baseOf(program: string): string {
  return program.slice(program.lastIndexOf('/') + 1);
}
