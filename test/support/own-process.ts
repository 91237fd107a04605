/** A program that serves on a port of its own as long as a test file runs. */
import { spawn } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';

export interface OwnProcess {
  readonly pid: number;
  /** The end of what it has printed. */
  readonly said: () => string;
  /** Settles when it has ended, by itself or not. */
  readonly gone: Promise<void>;
  /** Ends it (`SIGKILL`: as a crash does) and waits until it is gone. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Resolves when something listens on the port; throws with what the program said when it ends before that. `env`: instead of ours. */
export async function serve(
  command: string,
  args: readonly string[],
  port: number,
  env: NodeJS.ProcessEnv = process.env,
): Promise<OwnProcess> {
  let said = '';
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  const keep = (text: Buffer) => {
    said = (said + text).slice(-4000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const gone = new Promise<void>((resolve) => {
    child.once('error', (error) => keep(Buffer.from(String(error)))).once('exit', () => resolve());
  });
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  void gone.then(() => process.off('exit', kill));
  const stop = async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> => {
    child.kill(signal);
    const late = setTimeout(kill, 5000);
    await gone;
    clearTimeout(late);
  };
  for (let tries = 0; tries < 3600; tries += 1) {
    if (child.exitCode !== null || child.pid === undefined) throw new Error(`${path.basename(command)} ended: ${said}`);
    if (await answers(port)) return { pid: child.pid, said: () => said, gone, stop };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await stop('SIGKILL');
  throw new Error(`${path.basename(command)} does not answer on port ${port}: ${said}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
