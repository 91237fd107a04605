/**
 * LibreOffice as a second program that people save with: one process with a profile of its own, driven over UNO by
 * `libreoffice-session.py`. Killed by its own process id; nothing is left running.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { libreOffice, onPath, PYTHON } from './services.ts';

/** What a person does in the open workbook. Rows and columns count from 1. */
export type Action =
  /** A string is stored as text; `formula` begins with `=` and is in LibreOffice's English syntax; `date` is `YYYY-MM-DD`. */
  | {
      readonly op: 'set';
      readonly sheet: string;
      readonly cell: string;
      readonly value: string | number | { readonly formula: string } | { readonly date: string };
    }
  | { readonly op: 'clear'; readonly sheet: string; readonly cell: string }
  /** `column` is within the range, from 0. The range is data only, without its header. */
  | {
      readonly op: 'sort';
      readonly sheet: string;
      readonly range: string;
      readonly column: number;
      readonly descending?: boolean;
    }
  | {
      readonly op: 'insertRows' | 'deleteRows' | 'insertColumns' | 'deleteColumns';
      readonly sheet: string;
      readonly at: number;
      readonly count: number;
    };

export interface Place {
  readonly sheet: string;
  /** A1 */
  readonly cell: string;
}

export interface CellToSet extends Place {
  readonly value: string | number | { readonly formula: string } | { readonly date: string };
}

export type Format = 'xlsx' | 'ods' | 'pdf' | 'csv';

/** Two files as LibreOffice has loaded them. */
export interface Comparison {
  /** Does it open the first, the second? */
  readonly opens: readonly [boolean, boolean];
  /** Cells with content in the first, without the one left out. */
  readonly cells: number;
  /** Place, formula or constant in the first, in the second; at most 20. Results of formulas are not compared. */
  readonly differences: readonly (readonly [string, string, string])[];
}

interface Answer extends Partial<Comparison> {
  readonly ok: boolean;
  readonly error?: string;
  readonly readonly?: boolean;
  readonly text?: string;
}

export const hasLibreOffice = (): boolean => libreOffice.present();

export interface OpenDocument {
  readonly readonly: boolean;
  act(actions: readonly Action[]): Promise<void>;
  /** Ctrl+S. Rejects when it cannot be saved. */
  store(): Promise<void>;
  /** What the cell shows. */
  text(place: Place): Promise<string>;
  close(): Promise<void>;
}

export class LibreOffice {
  readonly #profile: string;
  readonly #office: ChildProcess;
  readonly #session: ChildProcess;
  #waiting: ((answer: Answer) => void) | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(profile: string, office: ChildProcess, session: ChildProcess) {
    this.#profile = profile;
    this.#office = office;
    this.#session = session;
    readline.createInterface({ input: session.stdout! }).on('line', (line) => this.#take(line));
    session.on('exit', () => this.#waiting?.({ ok: false, error: 'the LibreOffice session ended' }));
    process.once('exit', this.#kill);
  }

  /** Starts the program; the first answer takes a few seconds. Rejects when LibreOffice is not installed. */
  static async start(): Promise<LibreOffice> {
    const soffice = onPath('soffice');
    if (!soffice || !hasLibreOffice()) throw new Error(libreOffice.remedy);
    const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-lo-'));
    const pipe = `sf${randomUUID().replaceAll('-', '')}`;
    const office = spawn(
      soffice,
      [
        `-env:UserInstallation=file://${profile}`,
        '--headless',
        '--norestore',
        '--nologo',
        '--nodefault',
        `--accept=pipe,name=${pipe};urp;`,
      ],
      { stdio: 'ignore', detached: true },
    );
    const script = path.join(import.meta.dirname, 'libreoffice-session.py');
    const session = spawn(PYTHON, [script, pipe], { stdio: ['pipe', 'pipe', 'inherit'] });
    const started = new LibreOffice(profile, office, session);
    try {
      await started.#ask({ open: null });
    } catch (error) {
      await started.stop();
      throw error;
    }
    return started;
  }

  /** Opens the file, does what the actions say, and saves it as xlsx to `out` (which may be the same file). */
  async edit(file: string, out: string, actions: readonly Action[], format: Format = 'xlsx'): Promise<void> {
    await this.#ask({ open: path.resolve(file), save: path.resolve(out), format, actions });
  }

  /** Opens and saves again, with cells set in between: what every visit of a person in LibreOffice does to a file. */
  async resave(file: string, out: string, edits: readonly CellToSet[] = []): Promise<void> {
    await this.edit(
      file,
      out,
      edits.map((edit) => ({ op: 'set', ...edit })),
    );
  }

  /** Converts each file into a new file beside it in `outDir`; returns the new paths in the same order. */
  async convert(files: readonly string[], format: Format, outDir: string): Promise<readonly string[]> {
    const made: string[] = [];
    for (const file of files) {
      const out = path.join(outDir, `${path.parse(file).name}.${format}`);
      await this.edit(file, out, [], format);
      made.push(out);
    }
    return made;
  }

  /** A document that stays open, from an address or a file. `readonly`: the program did not get it for editing. */
  async load(address: string): Promise<OpenDocument> {
    const name = randomUUID();
    const { readonly } = await this.#ask({ load: address, as: name });
    return {
      readonly: readonly === true,
      act: async (actions) => {
        await this.#ask({ do: name, actions });
      },
      store: async () => {
        await this.#ask({ store: name });
      },
      text: async ({ sheet, cell }) => (await this.#ask({ get: name, sheet, cell })).text ?? '',
      close: async () => {
        await this.#ask({ close: name });
      },
    };
  }

  /** Rejects when LibreOffice crashes, or has not answered after `timeout` milliseconds: it is of no more use then. */
  async compare(before: string, after: string, except: Place, timeout: number): Promise<Comparison> {
    const timer = setTimeout(this.#kill, timeout);
    try {
      const { opens, cells, differences } = await this.#ask({
        compare: [before, after].map((f) => path.resolve(f)),
        except,
      });
      return { opens: opens!, cells: cells!, differences: differences! };
    } finally {
      clearTimeout(timer);
    }
  }

  async stop(): Promise<void> {
    process.off('exit', this.#kill);
    this.#kill();
    if (this.#office.exitCode === null && this.#office.signalCode === null)
      await new Promise((done) => this.#office.once('exit', done));
    fs.rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  readonly #kill = (): void => {
    this.#session.kill('SIGKILL');
    if (this.#office.pid === undefined) return;
    try {
      process.kill(-this.#office.pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  };

  #take(line: string): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.(JSON.parse(line) as Answer);
  }

  /** One request at a time: LibreOffice answers in order. */
  #ask(request: object): Promise<Answer> {
    const asked = this.#queue.then(async () => {
      const answer = await new Promise<Answer>((resolve) => {
        this.#waiting = resolve;
        this.#session.stdin!.write(`${JSON.stringify(request)}\n`);
      });
      if (!answer.ok) throw new Error(`LibreOffice: ${answer.error}`);
      return answer;
    });
    this.#queue = asked.catch(() => undefined);
    return asked;
  }
}
