import { createRestContract, type RestContract } from './rest-contract.ts';
import { createWebhookContract, type WebhookContract } from './webhook-contract.ts';

export interface Contracts {
  rest(): RestContract;
  webhooks(): WebhookContract;
}

let rest: RestContract | null = null;
let webhooks: WebhookContract | null = null;

/** They keep no state between checks but compiled schemas, which are dear: one of each serves every judge. */
export const contracts: Contracts = {
  rest() {
    rest ??= createRestContract();
    return rest;
  },
  webhooks() {
    webhooks ??= createWebhookContract();
    return webhooks;
  },
};
