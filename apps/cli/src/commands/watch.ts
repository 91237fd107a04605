import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SprintforgeClient } from '@sprintforge/protocol';
import { defineCommand } from '../command.ts';
import { connect } from '../connection.ts';
import { CliError, failureOutcome } from '../failure.ts';
import { readBytes } from '../files.ts';
import { handedBackText, syncFile } from '../sync-file.ts';
import { syncText } from '../sync-report.ts';

interface Options {
  readonly every?: string;
}

export const watch = defineCommand<Options>({
  usage: 'watch <path>',
  summary: 'sync a copy (or every copy in a folder) each time it is saved; ends with Ctrl-C',
  examples: ['sprintforge watch Plan.xlsx --every 15m'],
  options: (command) => command.option('--every <interval>', 'also at this interval, e.g. 90s, 15m, 1h'),
  run: async ([target = ''], options) => {
    const every = options.every === undefined ? undefined : parseInterval(options.every);
    const client = connect();
    const stat = fs.statSync(target, { throwIfNoEntry: false });
    if (!stat) throw new CliError('FILE_NOT_FOUND', `there is no file ${target}`, { file: target });
    const folder = stat.isDirectory() ? target : path.dirname(target);
    const only = stat.isDirectory() ? undefined : path.basename(target);
    await watchFolder(client, folder, (name) => (only === undefined ? isWorkbook(name) : name === only), every);
    return { document: { watched: target }, text: '' };
  },
});

/** Programs save by a temporary file and a rename, and lay owner files beside: only real workbooks count. */
function isWorkbook(name: string): boolean {
  return /\.xls[xm]$/i.test(name) && !/^(~\$|\.|lu.*\.tmp)/.test(name) && !/\.merged\.xls[xm]$/i.test(name);
}

export function parseInterval(text: string): number {
  const match = /^([1-9]\d{0,4})(s|m|h)$/.exec(text);
  if (!match) throw new CliError('BAD_ARGUMENT', `${text} is not an interval like 90s, 15m or 1h`);
  return Number(match[1]) * { s: 1000, m: 60_000, h: 3_600_000 }[match[2] as 's' | 'm' | 'h'];
}

/** Watches the folder, not the file, because a save replaces the file. Waits until a file has been quiet for a second. */
async function watchFolder(
  client: SprintforgeClient,
  folder: string,
  counts: (name: string) => boolean,
  every: number | undefined,
): Promise<void> {
  const handed = new Map<string, Buffer>();
  const pending = new Set<string>();
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  const watcher = fs.watch(folder, { signal: stop.signal }, (_, name) => {
    if (name && counts(name)) pending.add(name);
  });
  const all = () => {
    for (const name of fs.readdirSync(folder)) if (counts(name)) pending.add(name);
  };
  const timer = every === undefined ? undefined : setInterval(all, every);
  process.stderr.write(`watching ${folder}; Ctrl-C ends it\n`);
  while (!stop.signal.aborted) {
    await sleep(1000, undefined, { signal: stop.signal }).catch(() => undefined);
    for (const name of [...pending]) {
      pending.delete(name);
      await syncOne(client, path.join(folder, name), handed);
    }
  }
  clearInterval(timer);
  watcher.close();
}

async function syncOne(client: SprintforgeClient, file: string, handed: Map<string, Buffer>): Promise<void> {
  try {
    const bytes = Buffer.from(readBytes(file));
    if (handed.get(file)?.equals(bytes)) return;
    const { result, handedBack } = await syncFile(client, file, { park: true });
    if (handedBack) handed.set(file, fs.readFileSync(file));
    process.stderr.write(`${file}: ${syncText(result)}\n${handedBackText(handedBack)}\n`);
  } catch (error) {
    process.stderr.write(`${file}: ${failureOutcome(error).text}\n`);
  }
}
