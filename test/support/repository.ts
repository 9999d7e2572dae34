import type { Repository } from '../../src/facts/repository.ts';

/** The source's service, for tests that ask no GitHub about it. */
export const repository: Repository = {
  id: 100,
  installation: 1,
  account: 10,
  owner: 'acme',
  name: 'checkout-service',
  defaultBranch: 'main',
  url: 'https://github.com/acme/checkout-service',
  visibility: 'public',
};
