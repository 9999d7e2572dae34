/**
 * The tables, the same on Postgres and on the embedded Postgres. Every function of this room takes the handle to
 * use (the database or a transaction) as its first argument: inside a transaction, a query on the database itself
 * would wait for that transaction, because the embedded database has one connection. Times are parameters, so that
 * tests can set the clock; only leases use the database's own clock, which all processes share.
 */
import type { ColumnType, Generated, Kysely, Transaction } from 'kysely';
import type { Upkeep } from '../artefact/artefact.ts';
import type { ArtefactKind } from '../artefact/keys.ts';
import type { Visibility } from '../facts/repository.ts';
import type { SlackMessage } from '../notify/message.ts';
import type { KnownNews, PassedOver, SlackEvent } from '../notify/news.ts';
import type { KnownFile } from '../policy/policy-file.ts';
import type { StoredFact } from './people/stored-fact.ts';
import type { StoredSummary } from './people/stored-summary.ts';

export type Handle = Kysely<Tables> | Transaction<Tables>;

/**
 * Written as text, so that the driver does not take a list for a Postgres array; read as it was. The columns are
 * `json` where the content comes from outside: `jsonb` does not accept a NUL, which YAML and JSON can both spell.
 */
type Json<T> = ColumnType<T, string, string>;

export interface Tables {
  deliveries: DeliveriesTable;
  facts: FactsTable;
  fact_commits: { sha: string; fact: number };
  /** People by pseudonym. A removed person has no row. */
  people: { id: Generated<number>; login: string };
  /** What people wrote, by fact and position in it. A removed text has no row. */
  texts: { fact: number; place: number; text: Json<string> };
  repositories: RepositoriesTable;
  policy_files: PolicyFilesTable;
  candidates: CandidatesTable;
  subjects: SubjectsTable;
  artefacts: ArtefactsTable;
  summaries: SummariesTable;
  review_texts: ReviewTextsTable;
  marks: { name: string; at: Date };
  installations: { id: number; account: string; created_at: Date };
  sweeps: SweepsTable;
  old_branches: { repository: number; branch: string; sha: string; moved_at: Date };
  /** Milliseconds since 1970, by installation: when the whole budget is available again. */
  write_budgets: { installation: number; minute_full_at: number; hour_full_at: number };
  slack_news: SlackNewsTable;
  slack_threads: SlackThreadsTable;
}

interface DeliveriesTable {
  seq: Generated<number>;
  id: string;
  event: string;
  action: string | null;
  installation: number | null;
  repository: number | null;
  /** A JSON object: the fields that are read. */
  payload: string;
  received_at: Date;
  state: 'stored' | 'done' | 'parked';
  attempts: number;
  due_at: Date;
  /** Name of the lease of the worker that has it. */
  lease: string | null;
  leased_until: Date | null;
  error: string | null;
  done_at: Date | null;
}

interface FactsTable {
  seq: Generated<number>;
  repository: number;
  branch: string | null;
  key: string;
  kind: string;
  at: Date;
  /** The fact without people and their texts. */
  fact: Json<StoredFact>;
  /** Pseudonyms of the people in the fact, in their order there. */
  people: number[];
  /** How many texts belong to it. */
  texts: number;
  delivery: string | null;
  recorded_at: Date;
}

interface RepositoriesTable {
  id: number;
  installation: number;
  /** Id of the account that owns it. Negative: a stand-in from an older version, until GitHub says the id. */
  account: number;
  owner: string;
  name: string;
  default_branch: string;
  url: string;
  visibility: Visibility;
  state: 'active' | 'archived' | 'gone' | 'suspended';
  seen_at: Date;
}

interface PolicyFilesTable {
  key: string;
  /** `null`: never read, but reported as changed. */
  known: ColumnType<KnownFile | null, string | null, string>;
  etag: string | null;
  read_at: Date | null;
  stale: boolean;
  changed_by: string | null;
  /** For a repository: the mode in force, and since when, if it was ever in another one. */
  mode: string | null;
  mode_since: Date | null;
}

/** What a branch may change that is checked before the merge. */
export type Topic = 'policy' | 'runbooks';

interface CandidatesTable {
  repository: number;
  branch: string;
  topic: Topic;
  sha: string;
  checked: boolean;
  /** The files of the topic that the branch changes; `null`: unknown. */
  files: ColumnType<string[] | null, string | null, string | null>;
}

interface SubjectsTable {
  key: string;
  kind:
    | 'hotfix'
    | 'repository'
    | 'incident'
    | 'sweep'
    | 'installation'
    | 'app'
    | 'delivery-log'
    | 'prune'
    | 'slack';
  /** 0 for subjects without a repository. */
  repository: number;
  branch: string | null;
  /** The account of an incident. */
  account: number | null;
  due_at: Date | null;
  version: number;
  lease: string | null;
  leased_until: Date | null;
  attempts: number;
  error: string | null;
  /** When GitHub was last asked for the whole history of the hotfix. */
  recalled_at: Date | null;
}

interface SweepsTable {
  repository: number;
  swept_at: Date | null;
  /** GitHub's time of the last push, at the last sweep and in the last list. */
  pushed_at: Date | null;
  listed_pushed_at: Date | null;
  /** When this App's issues were last looked up there. */
  recalled_at: Date | null;
  /** By the name of the checkpoint. */
  etags: Json<Record<string, string>>;
}

interface ArtefactsTable {
  repository: number;
  key: string;
  kind: ArtefactKind;
  /** `null`: it was found on GitHub again, and no look has wanted it since. */
  upkeep: Upkeep | null;
  subject: string;
  state: 'intended' | 'there';
  number: number | null;
  url: string | null;
  hash: string | null;
  intended_at: Date;
  /** When it was created, and when it was last written. */
  created_at: Date | null;
  written_at: Date | null;
}

interface SlackNewsTable {
  repository: number;
  key: string;
  story: string;
  event: SlackEvent;
  state: KnownNews['state'];
  reason: PassedOver | null;
  happened_at: Date;
  noticed_at: Date;
  /** When it was told, or dropped. */
  ended_at: Date | null;
  /** Until then. */
  message: ColumnType<SlackMessage | null, string | null, string | null>;
}

interface SlackThreadsTable {
  repository: number;
  story: string;
  asked: string;
  channel: string;
  /** Slack's id of the message, a time in microseconds. */
  ts: string;
  /** A hash of what the message shows. */
  shown: string;
  /** What it is to show. */
  wanted: ColumnType<SlackMessage | null, string | null, string | null>;
}

interface SummariesTable {
  repository: number;
  branch: string;
  started_at: Date;
  summary: Json<StoredSummary>;
  /** Pseudonym of its author; `null`: GitHub does not say. */
  author: number | null;
  incident: string | null;
  /** A hash of what the incident's review says about it: when it changes, the review is due. */
  story: string | null;
}

interface ReviewTextsTable {
  repository: number;
  number: number;
  body: string;
  state: 'open' | 'closed';
  closed_at: Date | null;
  edited: string | null;
  edited_at: Date | null;
  read_hash: string | null;
  read_at: Date | null;
  written_hash: string | null;
}
