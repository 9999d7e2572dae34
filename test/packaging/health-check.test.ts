import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const command: string[] = JSON.parse(
  /HEALTHCHECK[\s\S]*?CMD (\[.*\])/.exec(readFileSync('Dockerfile', 'utf8'))?.[1] ?? '[]',
);

/** The exit status of the image's health check against this port. */
async function check(port: number): Promise<unknown> {
  const child = spawn(process.execPath, command.slice(1), { env: { PORT: String(port) }, stdio: 'ignore' });
  const [status] = await once(child, 'exit');
  return status;
}

test.each([
  [200, 0],
  [503, 1],
])('an answer of %i makes the health check exit with %i', async (answer, status) => {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/healthz' ? answer : 404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  expect(await check(port)).toBe(status);
  server.close();
  await once(server, 'close');
  expect(await check(port)).toBe(1);
});
