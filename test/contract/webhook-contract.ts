import { isJson, pointer, readDescription, resolveJson, webhookDescription } from './description.ts';
import { gitHubMaySay } from './response-exceptions.ts';
import { createSchemaJudge } from './schema-judge.ts';
import { undeclaredAtTop } from './undeclared.ts';

/** The action of these is whatever their sender called it; GitHub describes one as a sample. */
const chosenBySender: Record<string, string> = {
  repository_dispatch: 'repository-dispatch-sample.collected',
};

export interface WebhookContract {
  /** Everything in a delivery that GitHub's description forbids, a line each; empty when all is well. */
  check(event: string, payload: unknown): string[];
}

/** Judges deliveries by GitHub's description of its webhooks. Make one for many. */
export function createWebhookContract(): WebhookContract {
  const document = readDescription(webhookDescription);
  const judge = createSchemaJudge(document, 'openapi-3.1');
  return {
    check(event, payload) {
      const action = isJson(payload) && typeof payload.action === 'string' ? payload.action : null;
      const name = action === null ? event : `${event}.${action}`;
      const dashed = (text: string) => text.replaceAll('_', '-');
      const key = action === null ? dashed(event) : `${dashed(event)}-${dashed(action)}`;
      const body = ['post', 'requestBody', 'content', 'application/json', 'schema'];
      // Events such as push have no action of their own: one in their payload is an undeclared property.
      const schema =
        resolveJson(document, pointer('webhooks', key, ...body)) ??
        resolveJson(document, pointer('webhooks', dashed(event), ...body)) ??
        resolveJson(document, pointer('webhooks', chosenBySender[event] ?? '', ...body));
      if (!schema) return [`webhook ${name}: GitHub sends no such event`];
      return [
        ...judge.findings(schema.at, payload),
        ...undeclaredAtTop({ document, judge }, schema.at, payload),
      ]
        .filter((finding) => !gitHubMaySay(`webhook ${name}`, finding))
        .map(({ where, wrong }) => `webhook ${name}: payload ${where} ${wrong}`.replaceAll(/\s+/g, ' '));
    },
  };
}
