import type { Comment, Reminder } from '../../artefact/artefact.ts';
import { commandText } from '../command/command-text.ts';
import type { HotfixReport } from './words.ts';

/** The answer to one command, written once: it quotes the line, so that it can be read by itself. */
export const commandsWords = {
  comment(report: HotfixReport, { key }: Comment | Reminder): string[] {
    const command = report.situation.hotfix.commands.find((one) => one.key === key);
    return command ? commandText(command, report) : [];
  },
  heldBack: 'an answer to a command',
};
