/** One measured server, in its own process. Its first message says what to serve. */
import { bare } from './bare.ts';
import { probotMiddleware } from './probot-middleware.ts';
import { product } from './product.ts';
import type { Serving, Started } from './server.ts';

const servings = { bare, probot: probotMiddleware, product };

process.once('message', (serving: Serving) => {
  void start(serving);
});
process.once('disconnect', () => process.exit(0));

async function start(serving: Serving): Promise<void> {
  const { port } = await servings[serving.kind](serving);
  process.on('message', (asked) => {
    if (asked === 'memory') process.send?.({ rss: process.memoryUsage.rss(), ...peak() });
  });
  process.send?.({ port } satisfies Started);
}

function peak(): { peak: number } {
  return { peak: process.resourceUsage().maxRSS * 1024 };
}
