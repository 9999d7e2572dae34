import { type Html, html } from './html.ts';

export interface Page {
  title: string;
  body: Html;
}

/** A whole page. `live`: the story is still running, and the page reloads every few seconds. */
export function layout({ title, body }: Page, { live }: { live: boolean }): string {
  const again = live ? html`<meta http-equiv="refresh" content="3">` : null;
  const note = live ? 'the story is running; this page reloads by itself' : 'the story is over';
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${again}
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/-/style.css">
</head>
<body>
<header class="site"><div><a href="/">All repositories</a><span class="note">${note}</span></div></header>
<main>
${body}
</main>
<footer class="site-end">A stand-in for GitHub, on this machine alone. What you see was written by the real hotfix-policy server; people and pipelines were played.</footer>
</body>
</html>
`;
  return page.markup;
}
