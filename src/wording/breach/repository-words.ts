import type { RepositoryRule, repositoryRules } from '../../repository/plan.ts';
import { ruleWords } from '../rules/index.ts';
import type { RepositoryReport, Words, WordsOf } from '../rules/words.ts';

/** A rule without its words does not compile. */
type RepositoryWords = {
  [R in RepositoryRule as unknown extends WordsOf<(typeof repositoryRules)[R], RepositoryReport, never>
    ? never
    : R]: WordsOf<(typeof repositoryRules)[R], RepositoryReport, never>;
};

const repositoryWords: RepositoryWords = ruleWords;

/** Words of one rule; which of them it must have is a matter of types. */
export function wordsOfRepositoryRule(rule: string): Partial<Words<RepositoryReport, never>> {
  return (repositoryWords as Record<string, Partial<Words<RepositoryReport, never>>>)[rule] ?? {};
}
