import type { PolicyFile } from './schema.ts';

export const policyPath = '.github/hotfix-policy.yml';
/** Read where the other is not there: people mix the two up. */
export const twinPath = '.github/hotfix-policy.yaml';

/** The policy file as GitHub has it at one commit, or as it is on a disk. */
export type FileSeen =
  | { kind: 'absent' }
  | {
      kind: 'there';
      path: string;
      /** `null`: something of that name is there which is no text of a sensible size. */
      text: string | null;
      /** The other spelling of the name is there as well; it is not read. */
      twin: boolean;
      /** Of the people and teams that the file names, those that GitHub does not know. */
      strangers: string[];
      /** The branch that it names as the target is not there. Not in files that were read before this was asked. */
      noTarget?: boolean;
      /** Why nobody was looked up. Not in files that were. */
      unverified?: 'fork' | 'too-often';
    };

export const absent: FileSeen = { kind: 'absent' };

/** What is known of a policy file on the default branch. */
export interface KnownFile {
  seen: FileSeen;
  /** The newest text that had no mistakes; `null`: there never was one, or the file was removed since. */
  good: string | null;
  /** The commit that brought the file as it is, where known. */
  broughtBy: string | null;
}

/** What an organisation's file says, as far as it can be read. */
export type OrganisationFile = PolicyFile | null;
