/** The environment as Node gives it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One setting that is missing, malformed or unsafe, and what to write instead. */
export interface SettingFault {
  name: string;
  advice: string;
}

/** Notes a fault and goes on, so that one start reports them all. */
export type ReportFault = (name: string, advice: string) => void;

/**
 * The settings do not allow a start. The message names every fault and quotes no value: a secret is easily
 * pasted into the wrong line.
 */
export class SettingsError extends Error {
  readonly faults: readonly SettingFault[];

  constructor(faults: readonly SettingFault[]) {
    const lines = faults.map(({ name, advice }) => `  ${name}: ${advice}`);
    super(
      [
        'hotfix-policy cannot start with these settings:',
        ...lines,
        '.env.example describes every setting.',
      ].join('\n'),
    );
    this.name = 'SettingsError';
    this.faults = faults;
  }
}

/** The value of a setting; null when it is unset or blank: compose files pass empty values for unset ones. */
export function settingOf(env: Environment, name: string): string | null {
  const value = env[name]?.trim();
  return value ? value : null;
}

/** The code of an error of the file system, such as ENOENT; its message would repeat the path. */
export function codeOf(error: unknown): string {
  const { code } = Object(error);
  return typeof code === 'string' ? code : 'unknown';
}
