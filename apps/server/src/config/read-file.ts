/** A configuration file: YAML with references to the environment, checked against its shape; every fault with its line and its cure. */
import { Ajv, type ErrorObject } from 'ajv';
import {
  type Document,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  visit,
} from 'yaml';
import { ConfigError, type FileFault } from '../ports/config-error.ts';
import { meaningFaults } from './file-meaning.ts';
import { fileShape } from './file-shape.ts';
import { nearest } from './nearest.ts';
import { type Environment, substitute } from './substitute.ts';

export type FileValue = Readonly<Record<string, unknown>>;

const ajv = new Ajv({ allErrors: true, verbose: true, strict: false });
const fits = ajv.compile<object>(fileShape);

/** `file`: its name, for messages. Throws `ConfigError` with every fault that was found. */
export function readConfigFile(content: string, file: string, env: Environment): FileValue {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, uniqueKeys: true, version: '1.2' });
  const at = (offset: number): Pick<FileFault, 'line' | 'column'> => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  // what else is not YAML mostly follows from the first
  const faults: FileFault[] = document.errors.slice(0, 1).map((error) => ({
    ...at(error.code === 'MISSING_CHAR' ? beginOf(document, error.pos[0]) : error.pos[0]),
    path: '',
    found: syntaxWords(error.code, error.message),
    cure:
      error.code === 'DUPLICATE_KEY'
        ? 'Keep one of the two'
        : 'Correct the YAML: two spaces for each level, `name: value`',
  }));
  if (faults.length > 0) throw new ConfigError(file, faults);
  faults.push(...resolved(document, env, at));
  if (faults.length > 0) throw new ConfigError(file, faults);
  const value: unknown = document.toJS() ?? {};
  if (!fits(value)) faults.push(...unitedFaults(fits.errors ?? []).map((error) => shapeFault(error, document, at)));
  else
    for (const { path, found, cure } of meaningFaults(value as FileValue))
      faults.push({ ...at(offsetOf(document, path)), path: path.join('.'), found, cure });
  if (faults.length > 0)
    throw new ConfigError(
      file,
      faults.sort((a, b) => a.line - b.line || a.column - b.column),
    );
  return value as FileValue;
}

type At = (offset: number) => Pick<FileFault, 'line' | 'column'>;

/** Of the text that is not closed before this place. */
function beginOf(document: Document, end: number): number {
  let begin = end;
  visit(document, {
    Scalar(_key, { range, type }) {
      if (type?.startsWith('QUOTE') && range && range[0] <= end && range[1] >= end) begin = range[0];
    },
  });
  return begin;
}

/** Puts the values in place of references. A reference that is not quoted may stand for a number or a yes or no. */
function resolved(document: Document, env: Environment, at: At): FileFault[] {
  const faults: FileFault[] = [];
  visit(document, {
    Scalar(key, node) {
      if (key === 'key' || typeof node.value !== 'string' || !node.value.includes('${')) return;
      const { text, wrong } = substitute(node.value, env);
      if (wrong) faults.push({ ...at(node.range?.[0] ?? 0), path: '', found: wrong[0], cure: wrong[1] });
      else node.value = node.type === 'PLAIN' ? plain(text) : text;
    },
  });
  return faults;
}

/** Only numbers and yes or no: whatever else a value holds stays text, and never becomes YAML. */
function plain(text: string): unknown {
  if (/^(true|false)$/.test(text)) return text === 'true';
  return /^(0|[1-9]\d{0,8})$/.test(text) ? Number(text) : text;
}

const syntaxWords = (code: string, message: string): string =>
  code === 'DUPLICATE_KEY'
    ? 'the same name twice'
    : `not YAML: ${message
        .split('\n')[0]!
        .replace(/ at line.*$/, '')
        .replace(/:$/, '')}`;

/** Of what an alternative would say several times over one stays. */
function unitedFaults(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const seen = new Set<string>();
  return errors.filter((error) => {
    const key = `${error.instancePath} ${error.keyword} ${JSON.stringify(error.params)}`;
    return !seen.has(key) && seen.add(key);
  });
}

function shapeFault(error: ErrorObject, document: Document, at: At): FileFault {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const { keyword, params } = error;
  const parent = error.parentSchema as {
    readonly properties?: object;
    readonly examples?: readonly unknown[];
    readonly description?: string;
  };
  if (keyword === 'additionalProperties') {
    const { additionalProperty: unknown } = params as { readonly additionalProperty: string };
    const known = Object.keys(parent.properties ?? {});
    const near = nearest(unknown, known);
    const cure = near ? `Did you mean ${near}?` : `Known here: ${known.join(', ')}`;
    return {
      ...at(keyOffset(document, path, unknown)),
      path: [...path, unknown].join('.'),
      found: `"${unknown}" is not known`,
      cure,
    };
  }
  if (keyword === 'required') {
    const { missingProperty: missing } = params as { readonly missingProperty: string };
    const member = (parent.properties as Record<string, typeof parent> | undefined)?.[missing];
    return {
      ...at(offsetOf(document, path)),
      path: path.join('.'),
      found: `${missing} is missing`,
      cure: `Add ${example(missing, member)}`,
    };
  }
  const name = path.findLast((step) => !/^\d+$/.test(step)) ?? '';
  const value = document.getIn(path);
  return {
    ...at(offsetOf(document, path)),
    path: path.join('.'),
    found: foundText(error, value),
    cure: `Give ${example(name, parent, Number.isInteger(Number(path.at(-1))))}`,
  };
}

function foundText({ keyword, params, message = '' }: ErrorObject, value: unknown): string {
  const shown = isMap(value)
    ? 'several members'
    : JSON.stringify(typeof value === 'object' && value !== null ? (value as Node).toJSON() : (value ?? null));
  if (keyword === 'enum')
    return `${shown} is none of ${(params as { allowedValues: readonly string[] }).allowedValues.join(', ')}`;
  if (keyword === 'type')
    return `${shown} is not ${(params as { type: string }).type === 'object' ? 'a group of members' : `of type ${(params as { type: string }).type}`}`;
  if (keyword === 'pattern') return `${shown} has not the expected form`;
  return `${shown} ${message}`;
}

function example(
  name: string,
  schema: { readonly examples?: readonly unknown[]; readonly description?: string } | undefined,
  item = false,
): string {
  const [first] = schema?.examples ?? [];
  const text =
    first === undefined ? '…' : typeof first === 'string' ? first : JSON.stringify(first).replaceAll('"', '');
  const written = item ? `- ${text}` : `\`${name}: ${text}\``;
  return `${written}${schema?.description ? ` (${schema.description})` : ''}`;
}

/** Of the node, or of the nearest one above it that there is. */
function offsetOf(document: Document, path: readonly string[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = document.getIn(path.slice(0, length - 1), true) as Node | undefined;
    const step = path[length - 1]!;
    const node = document.getIn(path.slice(0, length), true) as Node | undefined;
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === step);
      if (pair && isPair(pair))
        return isScalar(node) && node.range ? node.range[0] : ((pair.key as Scalar).range?.[0] ?? 0);
    }
    if (node?.range) return node.range[0];
  }
  return 0;
}

function keyOffset(document: Document, path: readonly string[], key: string): number {
  const parent = path.length === 0 ? document.contents : document.getIn(path, true);
  const pair = isMap(parent) ? parent.items.find((one) => isScalar(one.key) && one.key.value === key) : undefined;
  return (pair?.key as Scalar | undefined)?.range?.[0] ?? 0;
}
