/**
 * The keys of subjects are built and parsed here alone. They are stored, so a released form stays.
 */

/** A subject is looked at as one: a hotfix, or a repository with all its hotfixes. */
export type Subject =
  | { kind: 'hotfix'; key: string; repository: number; branch: string }
  | { kind: 'repository' | 'sweep'; key: string; repository: number; branch: null }
  /** For subjects without a repository: repository 0. */
  | { kind: 'incident'; key: string; repository: 0; branch: null; account: number }
  | {
      kind: 'installation' | 'app' | 'delivery-log' | 'prune' | 'slack';
      key: string;
      repository: 0;
      branch: null;
    };

export function hotfixSubject(repository: number, branch: string): Subject {
  return { kind: 'hotfix', key: `hotfix:${repository}:${branch}`, repository, branch };
}

export function repositorySubject(repository: number): Subject {
  return { kind: 'repository', key: `repository:${repository}`, repository, branch: null };
}

/** A sweep of one repository. */
export function sweepSubject(repository: number): Subject {
  return { kind: 'sweep', key: `sweep:${repository}`, repository, branch: null };
}

/** A look at which repositories an installation can see. */
export function installationSubject(id: number): Subject {
  return { kind: 'installation', key: `installation:${id}`, repository: 0, branch: null };
}

/** A look at where the App is installed. */
export const appSubject: Subject = { kind: 'app', key: 'app', repository: 0, branch: null };

/** A look at GitHub's delivery log. */
export const deliveryLogSubject: Subject = {
  kind: 'delivery-log',
  key: 'delivery-log',
  repository: 0,
  branch: null,
};

/** Waiting Slack news. */
export const slackSubject: Subject = { kind: 'slack', key: 'slack', repository: 0, branch: null };

/** A look for data past its retention. */
export const pruneSubject: Subject = { kind: 'prune', key: 'prune', repository: 0, branch: null };

export type IncidentSubject = Extract<Subject, { kind: 'incident' }>;

/** An incident belongs to an account, not to a login: a new owner of an old login must not find its incidents. */
export interface IncidentName {
  account: number;
  id: string;
}

export function incidentSubject({ account, id }: IncidentName): IncidentSubject {
  return { kind: 'incident', key: `incident:${account}:${id}`, repository: 0, branch: null, account };
}

/** The part after the account may contain colons. `null`: not the key of an incident. */
export function parseIncidentKey(key: string): IncidentName | null {
  const [, account, id] = /^incident:(-?\d+):(.*)$/s.exec(key) ?? [];
  return account === undefined || id === undefined ? null : { account: Number(account), id };
}

/** `null`: not the key of an installation. */
export function parseInstallationKey(key: string): number | null {
  const id = /^installation:(\d{1,15})$/.exec(key)?.[1];
  return id === undefined ? null : Number(id);
}
