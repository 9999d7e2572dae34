import type { Installation } from '../github.ts';

interface Written {
  body?: string | null | undefined;
  user: { login: string; type?: string } | null;
  performed_via_github_app?: { id?: number } | null | undefined;
}

/** Whether the text was written by this App and begins with the mark. Anyone can type a mark: that alone is nothing. */
export async function isOwnWriting(github: Installation, mark: string, text: Written): Promise<boolean> {
  if (!text.body?.startsWith(mark)) return false;
  const app = text.performed_via_github_app;
  if (app) return app.id === github.appId;
  return text.user?.type === 'Bot' && text.user.login === (await github.botLogin());
}
