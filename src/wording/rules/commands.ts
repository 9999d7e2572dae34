import type { Comment, Reminder } from '../../artefact/artefact.ts';
import { answeredBy } from '../../hotfix/commands/answers.ts';
import { isSilent } from '../../hotfix/rules/commands.ts';
import { commandText } from '../command/command-text.ts';
import type { HotfixReport } from './words.ts';

/** The answer to the commands of one comment, written once: it quotes each line, so that it can be read by itself. */
export const commandsWords = {
  comment(report: HotfixReport, { key }: Comment | Reminder): string[] {
    const given = answeredBy(report.situation.hotfix.commands, key);
    return given.filter((command) => !isSilent(command)).flatMap((command) => commandText(command, report));
  },
  heldBack: 'an answer to a command',
};
