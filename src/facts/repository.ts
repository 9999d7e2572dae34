/** A repository, as GitHub names it now. */
export interface Repository {
  id: number;
  installation: number;
  owner: string;
  name: string;
  defaultBranch: string;
  /** Address for people, such as `https://github.com/acme/checkout-service`. */
  url: string;
  /** Not everybody may see it; so as long as GitHub did not say otherwise. */
  private: boolean;
}
