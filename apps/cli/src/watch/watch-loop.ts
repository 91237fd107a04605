/** What happens in the watched folders, and when each plan is looked at: after it has been quiet, after a failure again. */
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface WatchTarget {
  readonly folder: string;
  /** null: every workbook in the folder. */
  readonly name: string | null;
}

/** What became of a plan that was looked at. */
export type Looked = 'done' | 'again';

export interface WatchOptions {
  readonly targets: readonly WatchTarget[];
  /** Milliseconds between two looks for what is new in the project; null: at saves only. */
  readonly every: number | null;
  readonly signal: AbortSignal;
  /** `news`: the project may have gone on. Never throws; `again`: it could not be done now. */
  look(file: string, news: boolean): Promise<Looked>;
  tell(line: string): void;
}

const [tickMs, quietMs, sweepMs, longestWaitMs] = [250, 1000, 10_000, 60_000];

interface Due {
  readonly at: number;
  readonly tries: number;
  readonly news: boolean;
}

/** Programs save by a temporary file and a rename, and lay owner files beside: only real workbooks count. */
export const isPlan = (name: string): boolean =>
  /\.xls[xm]$/i.test(name) && !/^(~\$|\.|lu[^.]*\.tmp)/.test(name) && !/\.merged\.xls[xm]$/i.test(name);

/** The plan that a lock file speaks of; the name itself for any other file. */
export const planOf = (name: string): string =>
  /^~\$(.+)$/.exec(name)?.[1] ?? /^\.~lock\.(.+)#$/.exec(name)?.[1] ?? name;

/**
 * Resolves when the signal aborts, after the plan in hand is done. The folder is watched, not the file, because a save replaces
 * the file; a sweep every ten seconds finds what the system did not tell (network drives, a folder that was away).
 */
export async function watchPlans(options: WatchOptions): Promise<void> {
  const { signal, every, look } = options;
  const due = new Map<string, Due>();
  const seen = new Map<string, string>();
  const touch = (file: string, news = false): void => {
    const before = due.get(file);
    due.set(file, { at: Date.now() + quietMs, tries: 0, news: news || (before?.news ?? false) });
  };
  const watchers = options.targets.map((target) => watchFolder(target, options, touch));
  for (const file of plansIn(options.targets)) due.set(file, { at: Date.now(), tries: 0, news: true });
  let [swept, asked] = [Date.now(), Date.now()];
  while (!signal.aborted) {
    await sleep(tickMs, undefined, { signal }).catch(() => undefined);
    const now = Date.now();
    if (every !== null && now - asked >= every) {
      asked = now;
      for (const file of plansIn(options.targets)) touch(file, true);
    }
    if (now - swept >= sweepMs) {
      swept = now;
      for (const file of plansIn(options.targets)) if (seen.get(file) !== signatureOf(file)) touch(file);
    }
    const ready = [...due].find(([, { at }]) => at <= now);
    if (!ready || signal.aborted) continue;
    const [file, { tries, news }] = ready;
    const signature = signatureOf(file);
    const isQuiet = seen.get(file) === signature;
    seen.set(file, signature);
    due.delete(file);
    if (!isQuiet) due.set(file, { at: now + quietMs, tries, news });
    else if ((await look(file, news)) === 'again' && !due.has(file))
      due.set(file, { at: Date.now() + waitAfter(tries), tries: tries + 1, news });
  }
  for (const watcher of watchers) watcher?.close();
}

const waitAfter = (tries: number): number => Math.min(2000 * 2 ** tries, longestWaitMs);

/** null: it cannot be watched, and the sweep does it. */
function watchFolder(target: WatchTarget, { tell }: WatchOptions, touch: (file: string) => void): fs.FSWatcher | null {
  const slowly = (error: Error) => tell(`${target.folder} is looked at every 10 seconds only: ${error.message}`);
  try {
    const watcher = fs.watch(target.folder, (_, changed) => {
      const name = changed === null ? null : planOf(changed);
      if (name !== null && counts(target, name)) touch(path.join(target.folder, name));
    });
    return watcher.on('error', slowly);
  } catch (error) {
    slowly(error as Error);
    return null;
  }
}

const counts = (target: WatchTarget, name: string): boolean =>
  target.name === null ? isPlan(name) : name === target.name;

function plansIn(targets: readonly WatchTarget[]): string[] {
  const files = targets.flatMap((target) =>
    namesIn(target.folder)
      .filter((name) => counts(target, name))
      .map((name) => path.join(target.folder, name)),
  );
  return [...new Set(files)];
}

/** A folder that is away for a while (an unplugged drive) holds nothing. */
const namesIn = (folder: string): string[] => (fs.existsSync(folder) ? fs.readdirSync(folder) : []);

/** Of the file and of whether a program has it open. */
function signatureOf(file: string): string {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  const { dir, base } = path.parse(file);
  const locks = [`~$${base}`, `.~lock.${base}#`].filter((name) => fs.existsSync(path.join(dir, name)));
  return stat ? `${stat.ino} ${stat.size} ${stat.mtimeMs} ${locks.length}` : '';
}
