/** Which server, with which token: SPRINTFORGE_URL and SPRINTFORGE_TOKEN, or what `login` kept (a file only its owner reads). */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeAtomically } from './files.ts';

export interface Credentials {
  readonly url: string;
  readonly token: string;
}

export function credentialsFile(): string {
  const home =
    process.env.XDG_CONFIG_HOME ??
    (process.platform === 'win32' ? process.env.APPDATA : undefined) ??
    path.join(os.homedir(), '.config');
  return path.join(home, 'sprintforge', 'credentials.json');
}

/** The kept ones; undefined when nobody has logged in. */
export function keptCredentials(): Credentials | undefined {
  const file = credentialsFile();
  if (!fs.existsSync(file)) return undefined;
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Credentials;
}

/**
 * The environment wins, each variable for itself; the kept token is only used with the server it was kept for.
 * `token` is '' when there is none; `url` is undefined when no server is named anywhere.
 */
export function findCredentials(): { readonly url: string | undefined; readonly token: string } {
  const kept = keptCredentials();
  const url = process.env.SPRINTFORGE_URL || kept?.url;
  const keptToken = kept && url && sameServer(kept.url, url) ? kept.token : '';
  return { url, token: process.env.SPRINTFORGE_TOKEN || keptToken };
}

function sameServer(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).origin === new URL(other).origin;
}

export function keepCredentials(credentials: Credentials): string {
  const file = credentialsFile();
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeAtomically(file, `${JSON.stringify(credentials, null, 2)}\n`, 0o600);
  return file;
}
