import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ProblemError } from '@sprintforge/protocol';
import { defineCommand } from '../command.ts';
import { connect } from '../connection.ts';
import { findCredentials, keptCredentials } from '../credentials.ts';
import { CliError, failureOutcome } from '../failure.ts';
import { writeAtomically } from '../files.ts';
import type { Outcome } from '../outcome.ts';
import { serviceUnit } from '../watch/service-unit.ts';
import { type Looked, type WatchTarget, watchPlans } from '../watch/watch-loop.ts';
import { memoryFile, WatchMemory } from '../watch/watch-memory.ts';
import { settlePlan } from '../watch/watched-plan.ts';

interface Options {
  readonly every?: string;
  readonly installService?: boolean;
  readonly printService?: boolean;
}

export const watch = defineCommand<Options>({
  usage: 'watch <path...>',
  summary: 'sync copies, or every copy in a folder, each time they are saved; ends with Ctrl-C',
  examples: ['sprintforge watch Plan.xlsx --every 15m', 'sprintforge watch ~/Plans --install-service'],
  options: (command) =>
    command
      .option('--every <interval>', 'also bring what is new in the project at this interval, e.g. 90s, 15m, 1h')
      .option('--install-service', 'do not watch now: write a systemd user service that does')
      .option('--print-service', 'do not watch now: print that service'),
  run: async (paths, options) => {
    const every = options.every === undefined ? null : parseInterval(options.every);
    const targets = paths.map(targetOf);
    if (options.installService || options.printService) return service(paths, options);
    const { url = '' } = findCredentials();
    const client = connect();
    const memory = new WatchMemory(memoryFile(url));
    const stop = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
    const told = new Map<string, string>();
    const look = async (file: string, news: boolean): Promise<Looked> => {
      try {
        const text = await settlePlan(client, file, memory, news);
        told.delete(file);
        if (text !== '') tell(text);
        return 'done';
      } catch (error) {
        return failed(error, file, told);
      }
    };
    tell(`watching ${paths.join(', ')}; Ctrl-C ends it`);
    await watchPlans({ targets, every, signal: stop.signal, look, tell });
    return { document: { watched: paths }, text: '' };
  },
});

const tell = (line: string): void => void process.stderr.write(`${line}\n`);

function targetOf(given: string): WatchTarget {
  const stat = fs.statSync(given, { throwIfNoEntry: false });
  if (!stat) throw new CliError('FILE_NOT_FOUND', `there is no file ${given}`, { file: given });
  const full = path.resolve(given);
  return stat.isDirectory() ? { folder: full, name: null } : { folder: path.dirname(full), name: path.basename(full) };
}

/** The same failure of the same file is told once; what may pass is tried again, what cannot waits for the next save. */
function failed(error: unknown, file: string, told: Map<string, string>): Looked {
  if (error instanceof CliError && error.code === 'FILE_NOT_FOUND') return 'done'; // renamed, or put away
  const { text } = failureOutcome(error);
  const passes = mayPass(error);
  if (told.get(file) !== text) tell(`${file}: ${text}${passes ? '. It is tried again' : ''}`);
  told.set(file, text);
  return passes ? 'again' : 'done';
}

/** No server, no right to it yet, too much at once; a file that its program holds. One half written is whole at the next look. */
function mayPass(error: unknown): boolean {
  if (error instanceof ProblemError)
    return error.status === 0 || error.status >= 500 || [401, 429].includes(error.status);
  return error instanceof CliError && error.code === 'FILE_UNREADABLE';
}

export function parseInterval(text: string): number {
  const match = /^([1-9]\d{0,4})(s|m|h)$/.exec(text);
  if (!match) throw new CliError('BAD_ARGUMENT', `${text} is not an interval like 90s, 15m or 1h`);
  return Number(match[1]) * { s: 1000, m: 60_000, h: 3_600_000 }[match[2] as 's' | 'm' | 'h'];
}

function service(paths: readonly string[], { every, printService }: Options): Outcome {
  const kept = keptCredentials();
  if (!kept) throw new CliError('NOT_LOGGED_IN', 'a service uses the kept login: run `sprintforge login URL` first');
  const command = [process.execPath, path.resolve(process.argv[1] ?? '')];
  const unit = serviceUnit(
    command,
    paths.map((one) => path.resolve(one)),
    every,
    kept.url,
  );
  if (printService) return { document: unit, text: unit.text.trimEnd() };
  if (process.platform !== 'linux') {
    const message = 'systemd is of Linux; docs/clients/watch.md says how it is done on Windows and macOS';
    throw new CliError('BAD_ARGUMENT', message);
  }
  const folder = path.join(process.env.XDG_CONFIG_HOME ?? path.join(os.homedir(), '.config'), 'systemd', 'user');
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, unit.name);
  writeAtomically(file, unit.text);
  const next = `systemctl --user daemon-reload && systemctl --user enable --now ${unit.name}`;
  return { document: { file, ...unit, next }, text: `Wrote ${file}. Start it now and at every login with:\n  ${next}` };
}
