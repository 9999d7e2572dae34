import { servePages } from './page/serve-pages.ts';
import { lookBack } from './story/afterwards.ts';
import { MissingEffect } from './story/await-effect.ts';
import { type Checklist, createChecklist } from './story/expectations.ts';
import { seeAbandoned, tellFalseAlarm } from './story/false-alarm.ts';
import { tellIncident } from './story/incident.ts';
import { day } from './story/shop-files.ts';
import { type Stage, setStage } from './story/stage.ts';
import { Teller } from './story/teller.ts';
import { tellThird } from './story/third.ts';
import { readArguments, usage } from './terminal/arguments.ts';
import { createPrinter, type Printer, wantsColour } from './terminal/printer.ts';

/** The exit status of a shell for a program that Ctrl-C ended. */
const interrupted = 130;

const given = readArguments(process.argv.slice(2));
switch (given.kind) {
  case 'help':
    process.stdout.write(usage);
    break;
  case 'wrong':
    process.stderr.write(`${given.message}\n\n${usage}`);
    process.exitCode = 2;
    break;
  case 'tell':
    process.exitCode = await demo(given.once);
}

async function demo(once: boolean): Promise<number> {
  const { signal } = abortOnSignals();
  let begun = performance.now();
  const printer = createPrinter({
    write: (text) => process.stdout.write(text),
    colour: wantsColour(process.stdout, process.env),
    elapsed: () => performance.now() - begun,
  });
  printer.say('The real hotfix-policy server, and a stand-in for GitHub: no credentials, no network.');
  printer.say(`A day lasts ${day} seconds here: the repository's own policy file says so.`);
  let stage: Stage | null = null;
  try {
    stage = await setStage(signal);
    let telling = true;
    stage.github.api.page = servePages(stage.github.hub, () => telling);
    printer.say(`See what it writes: ${stage.github.hub.web}`);
    begun = performance.now();
    const checklist = createChecklist();
    const teller = new Teller(stage, { printer, checklist, signal });
    await tell(teller, printer);
    telling = false;
    if (once) {
      const code = await stage.stopServer();
      teller.holds('stopped', code === 0 ? [] : [`it ended with ${code ?? 'a signal'}`]);
    }
    const good = conclude({ stage, printer, checklist, once });
    if (!once) await stay(stage, printer, signal);
    return good ? 0 : 1;
  } catch (error) {
    if (signal.aborted) return interrupted;
    process.stderr.write(`${error instanceof Error ? error.message : 'unknown error'}\n`);
    return 1;
  } finally {
    await stage?.clear();
  }
}

async function tell(teller: Teller, printer: Printer): Promise<void> {
  try {
    const alarm = await tellFalseAlarm(teller);
    await tellIncident(teller, () => seeAbandoned(teller, alarm));
    await tellThird(teller);
    await lookBack(teller);
  } catch (error) {
    if (!(error instanceof MissingEffect)) throw error;
    printer.say('\nThe story stops here: something expected did not happen.');
  }
}

interface Ending {
  stage: Stage;
  printer: Printer;
  checklist: Checklist;
  once: boolean;
}

/** Prints the expectations and whether they were met; `true`: all of them. */
function conclude({ stage, printer, checklist, once }: Ending): boolean {
  printer.chapter('Expectations');
  const lines = checklist.lines(once ? [] : ['stopped']);
  for (const { good, text, why } of lines) printer.mark(good, text, why);
  const missing = lines.filter(({ good }) => !good).length;
  const { requests, wire } = stage.github;
  printer.say(`\n${wire.log.length} webhooks to the server, ${requests.length} requests to GitHub.`);
  printer.say(
    missing === 0
      ? 'Everything came out as expected.'
      : `${missing} of ${lines.length} did not come out as expected.`,
  );
  return missing === 0;
}

/** Leaves the pages up until Ctrl-C. */
async function stay({ github }: Stage, printer: Printer, signal: AbortSignal): Promise<void> {
  printer.say(`\nSee what it wrote: ${github.hub.web}\nCtrl-C stops the server and the stand-in.`);
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
}

/** The first signal ends the story cleanly, a second one at once. */
function abortOnSignals(): AbortController {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(interrupted);
      controller.abort();
    });
  }
  return controller;
}
