import { artefactKey } from '../../artefact/keys.ts';
import { organisationRepository } from '../../context/load-policy.ts';
import type { RepositoryContext } from '../../context/repository-context.ts';
import { lookedUp } from '../../context/verify-policy-names.ts';
import { isSurelyAbsent, readPolicyFile } from '../../github/read/policy-file.ts';
import { evaluateFile, organisationFile } from '../../policy/evaluate-file.ts';
import type { FileSeen } from '../../policy/policy-file.ts';
import { type Candidate, candidateChecked, dropCandidate, isOfFork } from '../../store/candidates.ts';
import { fileKey, findFile } from '../../store/policy-files.ts';
import { renderPolicyCandidate } from '../../wording/render/render-repository.ts';
import { writeCheck } from './write-check.ts';

/** Says of a branch that would bring another policy file what is wrong with it, and what would be in force. */
export async function checkPolicyCandidate(context: RepositoryContext, candidate: Candidate): Promise<void> {
  const { work, repository, github } = context;
  const { topic, branch, sha } = candidate;
  const { db } = work;
  const read = await readPolicyFile(github, { ref: sha, twin: true });
  if (!read) return;
  if (read.seen.kind === 'absent' && !(await isSurelyAbsent(github, { ref: sha })))
    throw new Error('the policy file is there again');
  const own = await findFile(db, fileKey.repository(repository.id));
  if (isSame(read.seen, own?.known.seen ?? null)) {
    // It has the file as the default branch has it: nothing of it is this branch's.
    await dropCandidate(db, repository.id, { topic, branch, sha });
    return;
  }
  const isOrganisations = repository.name === organisationRepository;
  const above = isOrganisations ? null : await findFile(db, fileKey.organisation(repository.installation));
  const level = isOrganisations ? 'organisation' : 'repository';
  const organisation = organisationFile(above?.known ?? null);
  const { file } = evaluateFile(read.seen, level, organisation);
  const seen = isOfFork(candidate)
    ? unverified(read.seen)
    : await lookedUp(work, github, { seen: read.seen, file, level, mayBeOld: true });
  const evaluated = evaluateFile(seen, level, organisation);
  const key = artefactKey.policyCheck(sha);
  await writeCheck(context, key, renderPolicyCandidate({ key, sha }, { seen, evaluated }));
  await candidateChecked(db, repository.id, candidate);
}

/** Anybody may open a pull request: it neither costs requests nor tells which teams there are. */
function unverified(seen: FileSeen): FileSeen {
  return seen.kind === 'there' ? { ...seen, unverified: 'fork' } : seen;
}

function isSame(seen: FileSeen, known: FileSeen | null): boolean {
  if (known === null || seen.kind !== known.kind) return false;
  if (seen.kind === 'absent' || known.kind === 'absent') return true;
  return seen.path === known.path && seen.text === known.text && seen.text !== null && !seen.twin;
}
