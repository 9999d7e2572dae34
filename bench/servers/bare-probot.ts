/** A Probot App that does nothing, as people run it. */
import { run } from 'probot';

await run((app) => {
  app.on('push', async () => undefined);
});
