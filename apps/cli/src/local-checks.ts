/** What `doctor` looks at on this machine, apart from the server it talks to. */
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

export interface Diagnosis {
  readonly name: string;
  readonly ok: boolean;
  /** What is so, or what is wrong and what to do. */
  readonly detail: string;
}

export const dataFolder = (): string => path.resolve(process.env.SPRINTFORGE_DATA ?? 'data');

/** Where `serve` keeps everything: there and writable, or creatable. */
export function checkDataFolder(): Diagnosis {
  const folder = dataFolder();
  const existing = nearestExisting(folder);
  try {
    fs.accessSync(existing, fs.constants.W_OK);
    return {
      name: 'data folder',
      ok: true,
      detail: existing === folder ? folder : `${folder} (made at the first start)`,
    };
  } catch {
    return {
      name: 'data folder',
      ok: false,
      detail: `${existing} is not writable: set SPRINTFORGE_DATA to a folder that is`,
    };
  }
}

function nearestExisting(folder: string): string {
  return fs.existsSync(folder) ? folder : nearestExisting(path.dirname(folder));
}

/** The database that `serve` would use: DATABASE_URL's host answers, or the embedded one. */
export async function checkDatabase(): Promise<Diagnosis> {
  const url = process.env.DATABASE_URL;
  if (!url) return { name: 'database', ok: true, detail: 'the embedded PostgreSQL (DATABASE_URL is not set)' };
  if (!URL.canParse(url))
    return {
      name: 'database',
      ok: false,
      detail: 'DATABASE_URL is not an address like postgres://user@host:5432/name',
    };
  const { hostname, port } = new URL(url);
  const place = `${hostname}:${port || 5432}`;
  const ok = await answers(hostname, Number(port || 5432));
  return {
    name: 'database',
    ok,
    detail: ok ? `${place} answers` : `${place} does not answer: is PostgreSQL running there?`,
  };
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: 3000 });
    const end = (ok: boolean) => {
      socket.destroy();
      resolve(ok);
    };
    socket
      .on('connect', () => end(true))
      .on('error', () => end(false))
      .on('timeout', () => end(false));
  });
}
