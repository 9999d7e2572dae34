import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { Log } from '../logging/logging.ts';
import type { Guard } from './guard.ts';
import type { RegisteredApp } from './manifest.ts';

export interface SetUpPagesOptions {
  guard: Guard;
  /** Addresses at which browsers may know this server, such as `http://localhost:3000`. */
  origins: readonly string[];
  /** Browsers reach it over HTTPS. */
  secure: boolean;
  /** Where GitHub registers an App. */
  registerAt: string;
  manifest: string;
  register: (code: string) => Promise<RegisteredApp>;
  /** Throws where they cannot be kept. */
  keep: (credentials: RegisteredApp['credentials']) => void;
  log: Log;
}

const safeHeaders = {
  'cache-control': 'no-store',
  // Where forms may lead is not said: GitHub leads on to the sign-in of a company.
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const cookie = 'hotfix-policy-set-up';

/** Two pages: one that sends the App to GitHub, and the one at which GitHub sends the browser back with a code. */
export function createSetUpPages(options: SetUpPagesOptions): Hono {
  const { guard, origins, secure, registerAt, manifest, register, keep, log } = options;
  const hosts = origins.map((origin) => new URL(origin).host);
  let isDone = false;
  const pages = new Hono();
  pages.use(async (c, next) => {
    for (const [name, value] of Object.entries(safeHeaders)) c.header(name, value);
    const { host = '', origin } = c.req.header();
    // Another name for this server is somebody else's, and so is a page that sends something here.
    if (!hosts.includes(host) || (origin !== undefined && !origins.includes(origin)))
      return c.text('This address is not one of the set-up page. Open the one in the log.\n', 403);
    return next();
  });
  pages.use(methodNotAllowed({ app: pages }));

  pages.get('/', (c) => {
    const token = c.req.query('token');
    const session = token === undefined ? null : guard.open(token);
    if (session !== null) {
      setCookie(c, cookie, session, { httpOnly: true, sameSite: 'Lax', secure });
    } else if (!isOpenFor(c)) return closed(c);
    // Without the token in it, the address may be seen.
    if (token !== undefined) return c.redirect('./', 303);
    return c.html(page({ registerAt: `${registerAt}?state=${guard.state}`, manifest }));
  });

  pages.get('/setup', async (c) => {
    const { code = '', state } = c.req.query();
    if (!isOpenFor(c) || !guard.isOurs(state)) return closed(c);
    if (!/^[\w-]{1,200}$/.test(code)) return c.text('GitHub gave no code. Register the App again.\n', 400);
    if (isDone) return c.text('The credentials are in .env already. Restart.\n', 409);
    isDone = true;
    try {
      const { credentials, page: appPage } = await register(code);
      keep(credentials);
      return c.redirect(`${appPage}/installations/new`);
    } catch (error) {
      isDone = false;
      log.error({ err: error }, 'credentials of the new App not received');
      return c.text(
        'The credentials could not be fetched or kept; the log says why. Register the App again.\n',
        502,
      );
    }
  });

  const isOpenFor = (c: Context): boolean => guard.isOpenFor(getCookie(c, cookie));
  return pages;
}

function closed(c: Context): Response {
  return c.text('Open the address in the log, which works in one browser. For another one, restart.\n', 403);
}

function page({ registerAt, manifest }: { registerAt: string; manifest: string }) {
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Set up hotfix-policy</title>
<h1>Set up hotfix-policy</h1>
<p>GitHub registers the App from app.yml. Its credentials are then kept in .env, in the folder of the server.</p>
<form action="${registerAt}" method="post"><button name="manifest" value="${manifest}">Register the App on GitHub</button></form>
</html>
`;
}
