/** Who may see a repository, from the widest circle to the narrowest: everybody, the enterprise, those it is shared with. */
export const visibilities = ['public', 'internal', 'private'] as const;

export type Visibility = (typeof visibilities)[number];

/** As GitHub describes a repository; older servers of one's own say only whether it is private. */
export function visibilityOf(of: {
  visibility?: string | undefined;
  private?: boolean | undefined;
}): Visibility {
  const said = visibilities.find((one) => one === of.visibility);
  // "internal" counts as private where only that is said.
  return said ?? (of.private === false ? 'public' : 'private');
}

/** A repository, as GitHub names it now. */
export interface Repository {
  id: number;
  installation: number;
  /** Id of the account that owns it. Logins change hands, ids do not. */
  account: number;
  /** Login of that account. */
  owner: string;
  name: string;
  defaultBranch: string;
  /** Address for people, such as `https://github.com/acme/checkout-service`. */
  url: string;
  /** `private` until GitHub says otherwise. */
  visibility: Visibility;
}
