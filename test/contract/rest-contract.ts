import { isJson, type Json, pointer, readDescription, resolveJson, restDescription } from './description.ts';
import { spellOutNullable } from './nullable.ts';
import { parameterFindings } from './parameters.ts';
import { gitHubMaySay } from './response-exceptions.ts';
import { createRouter } from './routes.ts';
import { createSchemaJudge, type Finding, type SchemaJudge } from './schema-judge.ts';
import { undeclaredProperties } from './undeclared.ts';
import { unlistedStatus } from './unlisted-statuses.ts';

/** One request to GitHub's REST API and its answer. Bodies are parsed JSON; undefined, null or '' where there is none. */
export interface Exchange {
  method: string;
  /** Of the address, with or without `/api/v3` before it, parameters percent-encoded or not. */
  path: string;
  query: URLSearchParams;
  requestBody: unknown;
  status: number;
  responseBody: unknown;
}

export interface RestContract {
  /** Everything in an exchange that GitHub's description forbids, a line each; empty when all is well. */
  check(exchange: Exchange): string[];
}

interface Place {
  document: Json;
  judge: SchemaJudge;
}

const errorSchema = pointer('components', 'schemas', 'basic-error');

function isEmpty(body: unknown): boolean {
  return body === undefined || body === null || body === '';
}

/** The schemas of a request's or an answer's body: plain JSON where GitHub has it, other media types only where not. */
function bodySchemas(document: Json, contentAt: string | null): string[] {
  const content = contentAt === null ? null : resolveJson(document, contentAt);
  if (!content) return [];
  const types = Object.keys(content.value);
  const chosen = types.includes('application/json') ? ['application/json'] : types;
  return chosen.map((type) => content.at + pointer(type, 'schema'));
}

function requestFindings(place: Place, operationAt: string, body: unknown): Finding[] {
  const declared = resolveJson(place.document, operationAt + pointer('requestBody'));
  if (isEmpty(body)) return declared?.value.required === true ? [{ where: '', wrong: 'is missing' }] : [];
  if (!declared) return [{ where: '', wrong: 'GitHub takes no body here' }];
  const schemas = bodySchemas(place.document, declared.at + pointer('content'));
  const verdicts = schemas.map((schemaAt) => [
    ...place.judge.findings(schemaAt, body),
    ...undeclaredProperties(place, schemaAt, body),
  ]);
  return verdicts.find((verdict) => verdict.length === 0) ?? verdicts[0] ?? [];
}

function errorFindings(judge: SchemaJudge, body: unknown): Finding[] {
  if (!isJson(body) || typeof body.message !== 'string')
    return [{ where: '', wrong: "must be an object with a 'message', as GitHub's errors are" }];
  return judge.findings(errorSchema, body);
}

function responseFindings({ document, judge }: Place, operationAt: string, exchange: Exchange): Finding[] {
  const { status, responseBody: body } = exchange;
  const unlisted = unlistedStatus(status, {
    method: exchange.method.toUpperCase(),
    takesBody: resolveJson(document, operationAt + pointer('requestBody')) !== null,
  });
  const declared = resolveJson(document, operationAt + pointer('responses', status));
  const schemas = declared ? bodySchemas(document, declared.at + pointer('content')) : [];
  if (schemas.length > 0) {
    if (unlisted === 'any body') return [];
    if (isEmpty(body)) return [{ where: '', wrong: 'is missing' }];
    const verdicts = schemas.map((schemaAt) => judge.findings(schemaAt, body));
    return verdicts.find((verdict) => verdict.length === 0) ?? verdicts[0] ?? [];
  }
  if (declared && status < 400 && unlisted !== 'any body')
    return isEmpty(body) ? [] : [{ where: '', wrong: 'GitHub answers without a body here' }];
  // GitHub often lists an error without its body; it sends one all the same.
  if (declared && status < 500 && status >= 400) return errorFindings(judge, body);
  switch (unlisted) {
    case 'any body':
      return [];
    case 'no body':
      return isEmpty(body) ? [] : [{ where: '', wrong: 'GitHub answers without a body here' }];
    case 'error body':
      return errorFindings(judge, body);
    case 'violation':
      return declared ? [] : [{ where: '', wrong: `GitHub declares no status ${status} here` }];
  }
}

/** Judges exchanges by GitHub's description of its REST API. Reading it takes about a second: make one for many. */
export function createRestContract(): RestContract {
  const document = readDescription(restDescription);
  spellOutNullable(document);
  const judge = createSchemaJudge(document, 'openapi-3.0');
  const place = { document, judge };
  const find = createRouter(document);
  return {
    check(exchange) {
      const called = find(exchange.method, exchange.path);
      if (!called) return [`${exchange.method} ${exchange.path}: GitHub has no such operation`];
      const { operation, at, pathParameters } = called;
      const inAddress = parameterFindings(place, at, { path: pathParameters, query: exchange.query });
      const asked = requestFindings(place, at, exchange.requestBody);
      const answered = responseFindings(place, at, exchange).filter(
        (finding) => !gitHubMaySay(operation, finding),
      );
      return [
        ...inAddress.map(({ where, wrong }) => `${operation}: ${where} ${wrong}`),
        ...asked.map(({ where, wrong }) => `${operation}: request body ${where} ${wrong}`),
        ...answered.map(
          ({ where, wrong }) => `${operation}: response ${exchange.status} body ${where} ${wrong}`,
        ),
      ].map((line) => line.replaceAll(/\s+/g, ' '));
    },
  };
}
