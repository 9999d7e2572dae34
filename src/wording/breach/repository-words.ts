import type { repositoryRules } from '../../repository/plan.ts';
import { ruleWords } from '../rules/index.ts';
import type { RepositoryReport, Words, WordsOfRules } from '../rules/words.ts';

const repositoryWords: WordsOfRules<typeof repositoryRules, RepositoryReport, never> = ruleWords;

/** Words of one rule; which of them it must have is a matter of types. */
export function wordsOfRepositoryRule(rule: string): Partial<Words<RepositoryReport, never>> {
  return (repositoryWords as Record<string, Partial<Words<RepositoryReport, never>>>)[rule] ?? {};
}
