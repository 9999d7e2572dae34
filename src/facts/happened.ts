/** A person or a bot, as GitHub names it. */
export interface Actor {
  login: string;
  bot: boolean;
  /** Set for people who were removed from the record and are called `ghost`: tells them apart. */
  pseudonym?: number;
}

/** Who did it, where nobody is named: GitHub's name for a deleted account, and ours for a removed person. */
export const ghost: Actor = { login: 'ghost', bot: false };

/** Equal for two actors who are the same person. */
export function identityOf({ login, pseudonym }: Actor): string {
  return pseudonym === undefined ? login.toLowerCase() : `${login} ${pseudonym}`;
}

/** Fields of every fact. */
export interface Happened {
  /** The same event has the same key, whether it came from a delivery, a second one or a look at GitHub. */
  key: string;
  /** ISO 8601 in UTC with milliseconds. */
  at: string;
  /** `github`: GitHub's own time of it. `receipt`: GitHub gave none, so ours. */
  clock: 'github' | 'receipt';
  /** Database id of the repository that it happened in; names change, ids do not. */
  repository: number;
  /** The branch that it is about, without `refs/heads/`; `null` where it is known by its commit alone. */
  branch: string | null;
  /** The commit that it is about. */
  sha: string | null;
}
