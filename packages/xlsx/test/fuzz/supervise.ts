/** Runs fuzzed inputs in child processes, and notices the one that hangs, takes too much memory or ends the process. */
import { type ChildProcess, fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { InputResult, Message, Order } from './run-inputs.ts';

/** Seconds of computing for one input; of waiting where the system does not tell. */
const mostSeconds = 5;
const mostWaiting = 60;
const mostResident = 768 * 1024 * 1024;
const mostHeap = 512;
const lookEach = 250;
const ticksPerSecond = 100;

export interface FuzzSummary {
  readonly inputs: number;
  readonly outcomes: Readonly<Record<string, number>>;
  /** The longest computing for an input, in seconds, and the most memory that was seen, in MiB. */
  readonly slowest: number;
  readonly largest: number;
  readonly faults: readonly InputResult[];
}

interface Tally {
  inputs: number;
  readonly outcomes: Map<string, number>;
  readonly faults: InputResult[];
  slowest: number;
  largest: number;
}

/** Runs the inputs `from … to - 1` of a seed, `workers` at a time. */
export async function superviseInputs(order: Order, workers: number): Promise<FuzzSummary> {
  const tally: Tally = { inputs: 0, outcomes: new Map(), faults: [], slowest: 0, largest: 0 };
  const share = Math.ceil((order.to - order.from) / workers);
  const shares = Array.from({ length: workers }, (_, worker) => order.from + worker * share);
  await Promise.all(shares.map((from) => runShare({ ...order, from, to: Math.min(from + share, order.to) }, tally)));
  const outcomes = Object.fromEntries([...tally.outcomes].sort());
  return { ...tally, slowest: tally.slowest, outcomes, faults: tally.faults.sort((a, b) => a.index - b.index) };
}

/** One child after the other, each beginning behind the input that ended the one before. */
async function runShare(order: Order, tally: Tally): Promise<void> {
  for (let from = order.from; from < order.to; ) {
    const ended = await runChild({ ...order, from }, tally);
    if (ended === undefined) return;
    note(tally, ended);
    from = ended.index + 1;
  }
}

function note(tally: Tally, result: InputResult): void {
  tally.inputs++;
  tally.slowest = Math.max(tally.slowest, result.seconds ?? 0);
  tally.outcomes.set(result.outcome, (tally.outcomes.get(result.outcome) ?? 0) + 1);
  if (result.fault !== undefined) tally.faults.push(result);
}

/** Resolves to the input that ended the child; undefined when it came to its end. */
function runChild(order: Order, tally: Tally): Promise<InputResult | undefined> {
  const child = fork(path.join(import.meta.dirname, 'run-inputs.ts'), [], {
    execArgv: [`--max-old-space-size=${mostHeap}`],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let index = order.from;
  let began = usageOf(child);
  let running = false;
  let why: string | undefined;
  let last = '';
  child.stderr!.on('data', (text: Buffer) => {
    last = (last + text.toString()).slice(-400);
  });
  child.on('message', (message: Message) => {
    if (!('begins' in message)) return note(tally, message);
    index = message.begins;
    began = undefined;
    running = true;
  });
  const watch = setInterval(() => {
    const now = usageOf(child);
    began ??= now;
    if (now === undefined || began === undefined || !running) return;
    tally.largest = Math.max(tally.largest, Math.round(now.resident / 1048576));
    if (now.computing - began.computing > mostSeconds || now.waiting - began.waiting > mostWaiting) why = 'hangs';
    else if (now.resident > mostResident) why = 'takes too much memory';
    if (why !== undefined) child.kill('SIGKILL');
  }, lookEach);
  child.send(order);
  return new Promise((resolve) => {
    child.once('close', (code) => {
      clearInterval(watch);
      if (code === 0) resolve(undefined);
      else resolve({ index, base: '', outcome: 'ended the process', fault: why ?? `exit ${code}: ${last}` });
    });
  });
}

interface Usage {
  readonly computing: number;
  readonly waiting: number;
  readonly resident: number;
}

/** Seconds of computing (of waiting where there is no /proc) and bytes resident. */
function usageOf({ pid }: ChildProcess): Usage | undefined {
  const waiting = performance.now() / 1000;
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const pages = Number(fs.readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]);
    return { computing: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond, waiting, resident: pages * 4096 };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { computing: 0, waiting, resident: 0 };
    throw error;
  }
}
