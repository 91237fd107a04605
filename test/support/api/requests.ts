/** Requests for an operation: as it wants them, or damaged somewhere; and what is wrong with an answer. */
import { PROBLEMS } from '@sprintforge/protocol';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Dice } from '../dice.ts';
import { answerSchema, type Operation, type Schema } from './operations.ts';
import { damaged, type Known, strayText, strayValue, valid } from './values.ts';

/** Who and what there is to ask for. */
export interface World {
  readonly tokens: readonly string[];
  readonly known: Known;
  readonly files: readonly Uint8Array[];
}

export interface Request {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string | FormData;
}

/** How likely each place of a request is to be damaged; 0: a request as the operation wants it. */
export function requestFor(dice: Dice, operation: Operation, world: World, damage: number): Request {
  const { method, parameters, bodies } = operation;
  const path = operation.path.replace(/([\w-]*)\/\{(\w+)\}/g, (_, parent: string, name: string) => {
    const schema = parameters.find((one) => one.in === 'path' && one.name === name)?.schema ?? {};
    const value = dice.chance(damage) ? strayText(dice) : String(valid(dice, schema, world.known, name, parent));
    return `${parent}/${encodeURIComponent(value.toWellFormed()).slice(0, 3000) || '%20'}`;
  });
  const headers: Record<string, string> = {
    accept: dice.chance(damage) ? dice.pick(['text/csv', 'application/x-ndjson', '*/*', 'x']) : 'application/json',
    'if-match': dice.chance(damage) ? dice.pick(['"1"', 'x', '"99999999999"', '']) : '*',
  };
  for (const { name } of parameters.filter((one) => one.in === 'header'))
    if (dice.chance(damage)) headers[name] = headerText(strayText(dice));
  if (!dice.chance(damage / 2)) headers.authorization = `Bearer ${dice.pick(world.tokens)}`;
  const query = queryFor(dice, operation, world, damage);
  const request = { method, path: query ? `${path}?${query}` : path, headers };
  if (method === 'GET' || method === 'HEAD') return request;
  return { ...request, ...bodyFor(dice, bodies, headers, world, damage) };
}

/** Only what may stand in a header at all. */
const headerText = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 4000);

function queryFor(dice: Dice, { parameters }: Operation, world: World, damage: number): string {
  const query = new URLSearchParams();
  for (const { in: place, name, required, schema } of parameters) {
    if (place !== 'query' || !(required || dice.chance(Math.max(damage, 0.1)))) continue;
    const value = dice.chance(damage) ? strayText(dice) : valid(dice, schema, world.known, name);
    for (const one of [value].flat()) query.append(name, String(one).slice(0, 4000));
  }
  if (dice.chance(damage / 4)) query.append(dice.pick(['__proto__', 'x', 'limit']), strayText(dice).slice(0, 500));
  return query.toString();
}

function bodyFor(
  dice: Dice,
  bodies: Operation['bodies'],
  headers: Record<string, string>,
  world: World,
  damage: number,
): Pick<Request, 'body'> {
  const types = Object.keys(bodies);
  if (types.length === 0) return {};
  const type = dice.pick(types);
  const wanted = valid(dice, bodies[type]!, world.known);
  const value = dice.chance(damage) ? damaged(dice, wanted) : wanted;
  if (type === 'multipart/form-data' && !dice.chance(damage / 4))
    return { body: formOf(dice, value, bodies[type]!, world, damage) };
  headers['content-type'] = dice.chance(damage / 3)
    ? dice.pick(['text/plain', 'application/xml', 'application/json; charset=utf-16', 'multipart/form-data', 'x/y'])
    : 'application/json';
  const text = JSON.stringify(value) ?? '';
  return { body: dice.chance(damage / 4) ? text.slice(0, dice.int(0, text.length)) : text };
}

function formOf(dice: Dice, value: unknown, schema: Schema, { files }: World, damage: number): FormData {
  const form = new FormData();
  const members = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  for (const [name, member] of Object.entries(value ?? {}))
    if (members[name]?.['contentMediaType'] !== 'application/octet-stream')
      for (const one of [member].flat()) form.append(name, typeof one === 'string' ? one : JSON.stringify(one));
  for (const [name, member] of Object.entries(members))
    if (member['contentMediaType'] === 'application/octet-stream' && !dice.chance(damage / 4))
      form.append(
        name,
        new Blob([Uint8Array.from(dice.pick(files))]),
        dice.pick(['plan.xlsx', '../../x.xlsx', 'ä.txt']),
      );
  if (dice.chance(damage / 4))
    form.append(dice.pick(['extra', '__proto__', 'file']), `${JSON.stringify(strayValue(dice))}`);
  return form;
}

const ajv = new Ajv2020({ strict: false, validateFormats: false });
const checks = new Map<Schema, ReturnType<typeof ajv.compile>>();

/** Words that only our inside knows: stacks, files, SQL, drivers. */
const inside =
  /node_modules|node:internal|\n\s+at |\.ts:\d+|\b(select|insert|update|delete)\b[^"]{1,80}\b(from|into|set|where)\b|sprintforge_app|postgres(ql)?:\/\/|violates|relation \\?"|column \\?"|invalid (input syntax|byte sequence)|ECONN|ENOENT|EACCES|Cannot read prop|is not a function/i;

/** What must not be in any answer; empty: the answer is in order. `mine`: what the request itself said, which may be said back. */
export function faultsOf(operation: Operation, response: Response, text: string): string[] {
  const { status } = response;
  const type = response.headers.get('content-type') ?? '';
  const found: string[] = [];
  if (status === 500 || status === 502) found.push(`status ${status}`);
  // a script for Excel is a program that we hand out: it says what programs say
  const handedOut = status < 300 && operation.path.startsWith('/api/clients/');
  const leak = !handedOut && /json|plain|html/.test(type) ? inside.exec(text) : null;
  if (leak) found.push(`says "${text.slice(Math.max(0, leak.index - 40), leak.index + 80)}"`);
  if (status >= 400 && operation.path !== '/ready') found.push(...problemFaults(status, type, text));
  const schema = answerSchema(operation, status);
  if (status < 400 && schema && type.startsWith('application/json')) {
    const check = checks.get(schema) ?? ajv.compile(schema);
    checks.set(schema, check);
    if (!check(JSON.parse(text))) found.push(`answer ${ajv.errorsText(check.errors)}`);
  }
  if (status < 300 && answerSchema(operation, status) === undefined) found.push(`status ${status} is not described`);
  return found;
}

function problemFaults(status: number, type: string, text: string): string[] {
  if (!type.startsWith('application/problem+json')) return [`status ${status} as ${type}: ${text.slice(0, 100)}`];
  const { code } = JSON.parse(text) as { readonly code: string };
  const known = (PROBLEMS as Readonly<Record<string, readonly [number, string]>>)[code];
  return known?.[0] === status ? [] : [`status ${status} with the code ${code}`];
}
