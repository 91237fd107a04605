/** Office Scripts out of their sources in `office-scripts/`: what they share, and one `main` each. */
import fs from 'node:fs';
import path from 'node:path';

export const scriptParts = ['sync', 'changes', 'apply'] as const;
export type ScriptPart = (typeof scriptParts)[number];

const folder = path.join(import.meta.dirname, '../../office-scripts');

interface Parameter {
  readonly name: string;
  readonly type: 'number' | 'string';
}
interface Script {
  readonly name: string;
  readonly description: string;
  /** Of `main`, besides the workbook. */
  readonly parameters: readonly Parameter[];
  readonly result: object;
}

const text = { type: 'string' } as const;
const call = { type: 'object', properties: { url: text, key: text, authorization: text, body: text } } as const;
const scripts: Readonly<Record<ScriptPart, Script>> = {
  sync: {
    name: 'SprintForge Sync',
    description: 'Sends what you edited to the project, and brings what others changed.',
    parameters: [],
    result: text,
  },
  changes: {
    name: 'SprintForge Changes',
    description:
      'For a flow: the call that syncs this workbook. The flow makes it and hands the answer to SprintForge Apply.',
    parameters: [],
    result: call,
  },
  apply: {
    name: 'SprintForge Apply',
    description: 'For a flow: carries out the answer to the call of SprintForge Changes.',
    parameters: [
      { name: 'status', type: 'number' },
      { name: 'body', type: 'string' },
    ],
    result: text,
  },
};

/** The TypeScript of a script, as Excel shows it. */
export function scriptBody(part: ScriptPart): string {
  const shared = fs.readdirSync(folder).filter((file) => /^\d/.test(file));
  return [`main-${part}.ts`, ...shared.sort()]
    .map((file) => fs.readFileSync(path.join(folder, file), 'utf8'))
    .join('\n');
}

/** The file that the Automate tab of Excel opens: JSON around the script, whose lines end as on Windows. */
export function scriptFile(part: ScriptPart): { readonly name: string; readonly text: string } {
  const { name, description, parameters, result } = scripts[part];
  const parameterInfo = {
    version: 1,
    originalParameterOrder: parameters.map((parameter, index) => ({ name: parameter.name, index })),
    parameterSchema: {
      type: 'object',
      ...(parameters.length > 0 ? { required: parameters.map((parameter) => parameter.name) } : { default: {} }),
      properties: Object.fromEntries(parameters.map(({ name, type }) => [name, { type }])),
      'x-ms-visibility': 'internal',
    },
    returnSchema: { type: 'object', properties: { result } },
    signature: {
      comment: description,
      parameters: [{ name: 'workbook', comment: '' }, ...parameters.map(({ name }) => ({ name, comment: '' }))],
    },
  };
  const file = {
    version: '0.3.0',
    body: scriptBody(part).replace(/\r?\n/g, '\r\n'),
    description,
    noCodeMetadata: '',
    parameterInfo: JSON.stringify(parameterInfo),
    apiInfo: JSON.stringify({ variant: 'synchronous', variantVersion: 2 }),
  };
  return { name, text: JSON.stringify(file) };
}
