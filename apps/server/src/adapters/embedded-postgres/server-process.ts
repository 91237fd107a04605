/** The PostgreSQL server as a child that cannot outlive us. */
import { type ChildProcess, spawn } from 'node:child_process';
import net from 'node:net';
import type { Place } from './place.ts';

/** A shell that waits on a pipe: the pipe closes when this process dies, however it dies, and then the server is stopped. */
const guard = '"$@" & p=$!; trap "" INT TERM; read -r _ <&3; kill -INT $p 2>/dev/null; wait $p';
/** After a crash the log is played back first, which takes its time on a busy machine. */
const startTimeout = 5 * 60_000;

export interface ServerProcess {
  stop(): Promise<void>;
}

export async function startServerProcess(place: Place, args: readonly string[]): Promise<ServerProcess> {
  const child = launch(place, args);
  await untilReady(child);
  release(child);
  return { stop: () => stop(child) };
}

/** Runs a program of PostgreSQL as the right user; for `initdb`. */
export function command(place: Place, program: string, args: readonly string[]): [string, ...string[]] {
  return [...place.as.prefix, `${place.bin}/${program}`, ...args] as unknown as [string, ...string[]];
}

export function credentials(place: Place): { cwd: string; uid?: number; gid?: number } {
  const { uid, gid } = place.as;
  return { cwd: '/', ...(uid === undefined ? {} : { uid }), ...(gid === undefined ? {} : { gid }) };
}

function launch(place: Place, args: readonly string[]): ChildProcess {
  const [program, ...rest] = command(place, 'postgres', args);
  const options = credentials(place);
  if (process.platform === 'win32') return spawn(program, rest, { ...options, stdio: ['pipe', 'ignore', 'pipe'] });
  return spawn('sh', ['-c', guard, 'sh', program, ...rest], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    detached: true,
  });
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    const timer = setTimeout(() => reject(new Error(`postgres did not start in 5 minutes: ${log}`)), startTimeout);
    child.stderr?.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4000);
      if (log.includes('ready to accept connections')) {
        clearTimeout(timer);
        resolve();
      }
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`postgres stopped (${code}): ${log.slice(-600)}`));
    });
  });
}

/** The server must not keep our event loop alive. */
function release(child: ChildProcess): void {
  child.unref();
  for (const stream of child.stdio) if (stream instanceof net.Socket) stream.unref();
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const pipe = child.stdio[3];
  if (pipe instanceof net.Socket) pipe.end();
  else child.kill();
  await gone;
}
