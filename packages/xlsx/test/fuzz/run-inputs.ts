/**
 * Runs fuzzed inputs: in this process one by one, or in child processes under a watchdog.
 *
 *     node packages/xlsx/test/fuzz/run-inputs.ts --count 100000            all of them, with a summary
 *     node packages/xlsx/test/fuzz/run-inputs.ts --index 4711 --save x.xlsx  one of them, and its input as a file
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type BaseFile, baseFiles } from './base-files.ts';
import { exercise, placeOf } from './exercise.ts';
import { fuzzInput } from './mutate-workbook.ts';
import { Random } from './random.ts';
import { superviseInputs } from './supervise.ts';

/** What a child says: before an input which it is, afterwards what became of it. */
export type Message = { readonly begins: number } | InputResult;

export interface InputResult {
  readonly index: number;
  readonly base: string;
  /** E.g. `xml accepted`. */
  readonly outcome: string;
  readonly fault?: string;
  /** Of computing; undefined when it never ended. */
  readonly seconds?: number;
}

/** The orders of a child. `outputs`: a folder for every `every`th output of an accepted input, with its input. */
export interface Order {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly outputs?: string;
  readonly every?: number;
}

async function runInput(bases: readonly BaseFile[], order: Order, index: number): Promise<InputResult> {
  const { base, kind, bytes } = fuzzInput(bases, order.seed, index);
  try {
    const { verdict, fault, output } = await exercise(bytes, new Random(order.seed + 1, index));
    if (output !== undefined && order.outputs !== undefined && index % (order.every ?? 1) === 0) {
      fs.writeFileSync(path.join(order.outputs, `${index}-before.xlsx`), bytes);
      fs.writeFileSync(path.join(order.outputs, `${index}-after.xlsx`), output);
    }
    return { index, base, outcome: `${kind} ${verdict}`, ...(fault === undefined ? {} : { fault }) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { index, base, outcome: `${kind} crash`, fault: `${error.message} ${placeOf(error)}` };
  }
}

async function obey(order: Order): Promise<void> {
  const say = (message: Message): boolean => process.send!(message);
  const bases = baseFiles();
  for (let index = order.from; index < order.to; index++) {
    say({ begins: index });
    const { user, system } = process.cpuUsage();
    const result = await runInput(bases, order, index);
    const used = process.cpuUsage({ user, system });
    say({ ...result, seconds: (used.user + used.system) / 1e6 });
  }
  process.disconnect();
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      from: { type: 'string', default: '0' },
      count: { type: 'string', default: '2000' },
      index: { type: 'string' },
      save: { type: 'string' },
    },
  });
  const [seed, from] = [Number(values.seed), Number(values.from)];
  if (values.index === undefined) {
    const { faults, ...summary } = await superviseInputs({ seed, from, to: from + Number(values.count) }, 2);
    console.log(summary, faults);
    return;
  }
  const index = Number(values.index);
  const bases = baseFiles();
  if (values.save !== undefined) fs.writeFileSync(values.save, fuzzInput(bases, seed, index).bytes);
  console.log(await runInput(bases, { seed, from: index, to: index + 1 }, index));
}

if (process.argv[1] === import.meta.filename) {
  if (process.send === undefined) await main();
  else process.once('message', (order: Order) => void obey(order));
}
