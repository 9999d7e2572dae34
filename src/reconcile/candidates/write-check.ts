import type { CheckRunContent } from '../../artefact/content.ts';
import type { ArtefactKey } from '../../artefact/keys.ts';
import { performingIn } from '../../context/performing.ts';
import type { RepositoryContext } from '../../context/repository-context.ts';
import { perform } from '../../github/perform/perform.ts';

/** Writes the check run of a commit that is not merged yet. Throws also what GitHub refuses. */
export async function writeCheck(
  context: RepositoryContext,
  key: ArtefactKey,
  content: CheckRunContent,
): Promise<void> {
  const { work, github } = context;
  const performing = performingIn(work, { github, ledger: context.ledger(null) });
  const { refusal } = await perform({ key, upkeep: 'current', urgent: true, content }, performing);
  if (refusal) throw refusal.error;
}
