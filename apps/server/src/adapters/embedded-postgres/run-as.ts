/** PostgreSQL refuses to run as uid 0. How a program is started as somebody else when we are root. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
  /** Words to put before the command. */
  readonly prefix: readonly string[];
  readonly how: 'current user' | 'other user' | 'user namespace' | 'relocate';
}

/** `paths`: files that the other user must be able to reach. */
export function runAs(paths: readonly string[]): RunAs {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return { prefix: [], how: 'current user' };
  const who = account('postgres') ?? account('nobody');
  if (!who)
    throw new Error('running as root and neither the user "postgres" nor "nobody" exists: set DATABASE_URL instead');
  if (paths.every((file) => reachable(file, who))) return { ...who, prefix: [], how: 'other user' };
  const namespace = ['unshare', '--user', `--map-user=${who.uid}`, `--map-group=${who.gid}`];
  if (spawnSync(namespace[0]!, [...namespace.slice(1), 'true']).status === 0)
    return { prefix: namespace, how: 'user namespace' };
  return { ...who, prefix: [], how: 'relocate' };
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

function account(name: string): Account | undefined {
  const line = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const parts = line?.split(':');
  return parts ? { uid: Number(parts[2]), gid: Number(parts[3]) } : undefined;
}

/** May this account enter every existing folder above the file? */
function reachable(file: string, who: Account): boolean {
  for (let dir = path.dirname(path.resolve(file)); ; dir = path.dirname(dir)) {
    if (fs.existsSync(dir) && !mayEnter(fs.statSync(dir), who)) return false;
    if (dir === path.dirname(dir)) return true;
  }
}

function mayEnter(stat: fs.Stats, who: Account): boolean {
  if (stat.uid === who.uid) return (stat.mode & 0o100) !== 0;
  if (stat.gid === who.gid) return (stat.mode & 0o010) !== 0;
  return (stat.mode & 0o001) !== 0;
}
