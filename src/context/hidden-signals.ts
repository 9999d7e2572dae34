import type { Fact } from '../facts/fact.ts';
import type { Repository } from '../facts/repository.ts';
import { maySay } from '../hotfix/review-home.ts';
import { visibilitiesOf } from '../store/repositories/repositories.ts';
import type { Handle } from '../store/tables.ts';

/**
 * Facts with a mark on those that came from a repository which fewer people may see than this one, or about which nothing
 * is known: a deploy told here has no name, person or link.
 */
export async function markHidden(db: Handle, here: Repository, facts: Fact[]): Promise<Fact[]> {
  const others = [...new Set(facts.map(({ repository }) => repository))].filter((id) => id !== here.id);
  if (others.length === 0) return facts;
  const seen = await visibilitiesOf(db, others);
  const isHidden = ({ repository }: Fact): boolean => {
    const visibility = seen.get(repository) ?? 'private';
    return repository !== here.id && !maySay({ visibility }, here);
  };
  return facts.map((fact) =>
    (fact.kind === 'deployment' || fact.kind === 'dispatch') && isHidden(fact)
      ? { ...fact, hidden: true }
      : fact,
  );
}
