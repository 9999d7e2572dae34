import type { Fact } from '../facts/fact.ts';

/** Keeps under its name what failed, so that everything else is done first; `null`: it failed. */
export async function attempt(
  name: string,
  failed: Map<string, unknown>,
  run: () => Promise<Fact[]>,
): Promise<Fact[] | null> {
  try {
    return await run();
  } catch (error) {
    failed.set(name, error);
    return null;
  }
}
