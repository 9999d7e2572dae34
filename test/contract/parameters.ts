import { type Json, pointer, resolve, resolveJson } from './description.ts';
import type { Finding, SchemaJudge } from './schema-judge.ts';

interface Parameter {
  name: string;
  in: string;
  required: boolean;
  list: boolean;
  schemaAt: string;
}

function parametersOf(document: Json, operationAt: string): Parameter[] {
  const all = resolve(document, operationAt + pointer('parameters')).value;
  if (!Array.isArray(all)) return [];
  return all.flatMap((_, index) => {
    const found = resolveJson(document, operationAt + pointer('parameters', index));
    if (!found) return [];
    const { name, in: place, required } = found.value;
    const schema = resolveJson(document, found.at + pointer('schema'));
    if (!schema) return [];
    return [
      {
        name: String(name),
        in: String(place),
        required: required === true,
        list: schema.value.type === 'array',
        schemaAt: schema.at,
      },
    ];
  });
}

/** What a string in an address may stand for: itself, or the number or truth value it spells. */
function readings(text: string): unknown[] {
  const spelled = /^(-?\d+(\.\d+)?|true|false)$/.test(text) ? [JSON.parse(plainNumber(text)) as unknown] : [];
  return [...spelled, text];
}

/** A number such as 007 is one to GitHub, and none to JSON. */
function plainNumber(text: string): string {
  return text.replace(/^(-?)0+(?=\d)/, '$1');
}

function findingsOf(judge: SchemaJudge, parameter: Parameter, values: readonly string[]): Finding[] {
  const where = `${parameter.in} parameter '${parameter.name}'`;
  if (!parameter.list && values.length > 1) return [{ where, wrong: 'is given more than once' }];
  const candidates = parameter.list
    ? [values, values.flatMap((value) => value.split(','))]
    : readings(values[0] ?? '');
  const verdicts = candidates.map((candidate) => judge.findings(parameter.schemaAt, candidate));
  if (verdicts.some((verdict) => verdict.length === 0)) return [];
  const said = `'${values.join("', '")}'`;
  return (verdicts[0] ?? []).map(({ wrong }) => ({ where, wrong: `${wrong}, not ${said}` }));
}

/** What is wrong with the path and the query of a call: undeclared, missing or not of the declared type. */
export function parameterFindings(
  { document, judge }: { document: Json; judge: SchemaJudge },
  operationAt: string,
  given: { path: ReadonlyMap<string, string>; query: URLSearchParams },
): Finding[] {
  const declared = parametersOf(document, operationAt);
  const queryNames = new Set(declared.filter((one) => one.in === 'query').map((one) => one.name));
  const undeclared = [...new Set(given.query.keys())]
    .filter((name) => !queryNames.has(name))
    .map((name) => ({ where: `query parameter '${name}'`, wrong: 'GitHub declares no such parameter' }));
  const wrong = declared.flatMap((parameter) => {
    if (parameter.in !== 'path' && parameter.in !== 'query') return [];
    const inPath = given.path.get(parameter.name);
    const values =
      parameter.in === 'query' ? given.query.getAll(parameter.name) : inPath === undefined ? [] : [inPath];
    if (values.length > 0) return findingsOf(judge, parameter, values);
    const where = `${parameter.in} parameter '${parameter.name}'`;
    return parameter.required ? [{ where, wrong: 'is missing' }] : [];
  });
  return [...undeclared, ...wrong];
}
