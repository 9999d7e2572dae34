import { parseArtefactKey } from '../../artefact/keys.ts';
import { entitlementRuling } from '../../facts/entitlement.ts';
import type { Commanded, EntitlementRead, Fact } from '../../facts/fact.ts';
import { make } from '../../facts/make.ts';
import type { RepositoryApi } from '../../github/client/repository-api.ts';
import { isProven } from '../../github/perform/seal.ts';
import { unknownOf } from '../../store/facts/history.ts';
import type { OwnArtefact } from './find-own-artefacts.ts';
import type { History } from './history.ts';

/**
 * Commands of comments of which nothing is known. The lines of a comment come together, with its delivery: one that is
 * found beside lines that are known was edited in, in the very second of the comment, where GitHub's times do not show it.
 */
export async function newCommands({ context }: History, given: Fact[]): Promise<Commanded[]> {
  const { work, repository } = context;
  const commands = given.filter((fact) => fact.kind === 'commanded');
  const unknown = new Set(await unknownOf(work.db, repository.id, commands));
  const known = new Set(commands.filter((one) => !unknown.has(one)).map(({ comment }) => comment));
  return commands.filter(({ comment }) => !known.has(comment));
}

/**
 * What this App answered to these very lines of these people, by its sealed answers: what was accepted stays so, whatever
 * right they have now. GitHub is asked about a line without one. A reaction proves nothing: it is to the comment as
 * it was.
 */
export function provenEntitlements(
  github: RepositoryApi,
  commands: Commanded[],
  { own, branch }: { own: OwnArtefact[]; branch: string | null },
): EntitlementRead[] {
  const markers = own.flatMap(({ key, marker }) => {
    const parsed = parseArtefactKey(key);
    return marker?.sealed && parsed?.kind === 'command' ? [[parsed.comment, marker] as const] : [];
  });
  const answers = new Map(markers);
  return commands.flatMap((command) => {
    const { key, comment, number: on, at, repository } = command;
    const marker = answers.get(comment);
    if (!marker) return [];
    const judged = [true, false].find((entitled) =>
      isProven(github, marker, { on, ruling: entitlementRuling(command, entitled) }),
    );
    if (judged === undefined) return [];
    return [make.entitlementRestored({ at, repository, branch, command: key, entitled: judged })];
  });
}
