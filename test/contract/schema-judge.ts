import { Ajv, type AnySchemaObject, type ErrorObject, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import type { Json } from './description.ts';

/** One thing wrong with a value: where in it (a JSON pointer, '' for the whole) and what. */
export interface Finding {
  where: string;
  wrong: string;
}

export interface SchemaJudge {
  /** What is wrong with a value, by the schema at a JSON pointer of the description. */
  findings(schemaAt: string, value: unknown): Finding[];
}

// ajv-formats is CommonJS: its function is the default export of the module that its types describe.
const addFormats = addFormatsModule.default;

const options = {
  strict: false,
  validateSchema: false,
  // The description refers to itself everywhere; inlining would compile the same schema thousands of times.
  inlineRefs: false,
  allErrors: true,
  logger: false,
} as const;

function inWords(error: ErrorObject): string {
  const params: Json = error.params;
  if (error.keyword === 'enum' && Array.isArray(params.allowedValues))
    return `must be one of ${params.allowedValues.map((one) => JSON.stringify(one)).join(', ')}`;
  if (error.keyword === 'additionalProperties')
    return `must not have the property '${String(params.additionalProperty)}'`;
  return error.message ?? `breaks '${error.keyword}'`;
}

/** Judges values by the schemas inside one description, compiling each at its first use. */
export function createSchemaJudge(document: Json, dialect: 'openapi-3.0' | 'openapi-3.1'): SchemaJudge {
  const ajv = dialect === 'openapi-3.0' ? new Ajv(options) : new Ajv2020(options);
  addFormats(ajv);
  ajv.addSchema(document satisfies AnySchemaObject, 'github');
  const compiled = new Map<string, ValidateFunction>();
  return {
    findings(schemaAt, value) {
      let validate = compiled.get(schemaAt);
      if (!validate) {
        validate = ajv.compile({ $ref: `github#${encodeURI(schemaAt)}` });
        compiled.set(schemaAt, validate);
      }
      validate(value);
      return (validate.errors ?? []).map((error) => ({ where: error.instancePath, wrong: inWords(error) }));
    },
  };
}
