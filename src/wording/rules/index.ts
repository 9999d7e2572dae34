/** The words of every rule, by its name. Made by `npm run format` from the files beside it: do not edit it. */
import { abandonedWords } from './abandoned.ts';
import { backfillWords } from './backfill.ts';
import { bypassedWords } from './bypassed.ts';
import { closedUnmergedWords } from './closed-unmerged.ts';
import { commandsWords } from './commands.ts';
import { deployHintsWords } from './deploy-hints.ts';
import { discardedWords } from './discarded.ts';
import { doneWords } from './done.ts';
import { frequencyWords } from './frequency.ts';
import { fullPipelineWords } from './full-pipeline.ts';
import { misnamedWords } from './misnamed.ts';
import { oldBranchesWords } from './old-branches.ts';
import { overdueWords } from './overdue.ts';
import { policyFileWords } from './policy-file.ts';
import { reminderWords } from './reminder.ts';
import { renamedWords } from './renamed.ts';
import { reviewWords } from './review.ts';
import { reviewCommandsWords } from './review-commands.ts';
import { reviewElsewhereWords } from './review-elsewhere.ts';
import { reviewReminderWords } from './review-reminder.ts';
import { rogueDeployWords } from './rogue-deploy.ts';
import { takenBackWords } from './taken-back.ts';

export const ruleWords = {
  abandoned: abandonedWords,
  backfill: backfillWords,
  bypassed: bypassedWords,
  'closed-unmerged': closedUnmergedWords,
  commands: commandsWords,
  'deploy-hints': deployHintsWords,
  discarded: discardedWords,
  done: doneWords,
  frequency: frequencyWords,
  'full-pipeline': fullPipelineWords,
  misnamed: misnamedWords,
  'old-branches': oldBranchesWords,
  overdue: overdueWords,
  'policy-file': policyFileWords,
  reminder: reminderWords,
  renamed: renamedWords,
  review: reviewWords,
  'review-commands': reviewCommandsWords,
  'review-elsewhere': reviewElsewhereWords,
  'review-reminder': reviewReminderWords,
  'rogue-deploy': rogueDeployWords,
  'taken-back': takenBackWords,
};
