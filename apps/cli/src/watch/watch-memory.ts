/** What the watcher knows of each plan, over its own restarts: in the state folder of the person, never beside their files. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeAtomically } from '../files.ts';

export interface PlanMemory {
  /** SHA-256 of the file as it needs no sync: what was written over it, or what was sent of it last. */
  readonly settled: string;
  /** The project's revision that it was settled at. */
  readonly version: number;
  /** The merged workbook that stands beside the file until the program that has it open lets it go. */
  readonly beside?: { readonly file: string; readonly sha256: string };
}

export class WatchMemory {
  readonly #file: string;
  readonly #plans: Map<string, PlanMemory>;

  constructor(file: string) {
    this.#file = file;
    this.#plans = new Map(Object.entries(readState(file)));
  }

  get(plan: string): PlanMemory | undefined {
    return this.#plans.get(path.resolve(plan));
  }

  set(plan: string, known: PlanMemory): void {
    this.#plans.set(path.resolve(plan), known);
    fs.mkdirSync(path.dirname(this.#file), { recursive: true, mode: 0o700 });
    writeAtomically(this.#file, `${JSON.stringify(Object.fromEntries(this.#plans), null, 2)}\n`, 0o600);
  }
}

/** One for each server, so that two watchers of two servers do not write over each other. */
export function memoryFile(server: string): string {
  const home =
    process.env.XDG_STATE_HOME ??
    (process.platform === 'win32' ? process.env.LOCALAPPDATA : undefined) ??
    path.join(os.homedir(), '.local', 'state');
  return path.join(home, 'sprintforge', `watch-${sha256(Buffer.from(server)).slice(0, 12)}.json`);
}

/** What cannot be read is as if nothing were known: each plan is then looked at anew, which changes nothing that is in order. */
function readState(file: string): Record<string, PlanMemory> {
  if (!fs.existsSync(file)) return {};
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, PlanMemory>;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
