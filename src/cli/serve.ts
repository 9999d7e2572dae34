import { defineCommand } from './command.ts';

/** Starts the server, which goes on when the command has ended. */
export const serve = defineCommand({
  about: `Starts the server, as npm start does. Its settings come from the environment and from .env
in the working folder; .env.example describes each.`,
  options: {},
  json: false,
  statuses: { 0: 'stopped by a signal', 1: 'stopped by a fault' },
  async run() {
    const { started } = await import('../main.ts');
    return { status: started ? 0 : 2 };
  },
});
