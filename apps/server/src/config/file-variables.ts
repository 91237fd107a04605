/** What a configuration file says, as the environment variables that say the same: there is one way from settings to a server. */

import { fileShape } from './file-shape.ts';
import type { FileValue } from './read-file.ts';
import type { Environment } from './substitute.ts';

interface Shape {
  readonly variable?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
}

/** Of the file's members; where the environment has a variable itself, that holds. */
export function variablesOf(file: FileValue, env: Environment): Record<string, string | undefined> {
  const found: Record<string, string> = {};
  walk(fileShape as Shape, file, found);
  Object.assign(found, translated(file));
  const own = Object.entries(env).filter(([, text]) => text !== undefined && text !== '');
  return { ...found, ...Object.fromEntries(own) };
}

function walk(shape: Shape, value: unknown, found: Record<string, string>): void {
  if (value === undefined) return;
  if (shape.variable) found[shape.variable] = textOf(value);
  else
    for (const [name, member] of Object.entries(shape.properties ?? {}))
      walk(member, (value as Record<string, unknown>)[name], found);
}

/** Lists as lists of names, what has members of its own as JSON. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

interface Settings {
  readonly domain?: string;
  readonly region?: string;
  readonly data_retention_days?: number;
  readonly retention?: { readonly recovery?: number; readonly deleted?: number };
  readonly audit_export?: { readonly type: string; readonly endpoint: string; readonly token?: string };
  readonly encryption?: { readonly in_transit?: string };
  readonly screen?: Readonly<Record<string, string>>;
}

/** Members that stand for several variables, or for others by what they say. */
function translated(file: FileValue): Record<string, string> {
  const { enterprise, files, server } = file as {
    readonly enterprise?: { readonly settings?: Settings };
    readonly files?: { readonly region?: string };
    readonly server?: { readonly public_url?: string; readonly tls?: { readonly min_version?: string } };
  };
  const {
    domain,
    region,
    data_retention_days: days,
    retention,
    audit_export: to,
    encryption,
    screen,
  } = enterprise?.settings ?? {};
  return {
    ...(domain && server?.public_url === undefined ? { SPRINTFORGE_PUBLIC_URL: `https://${domain}` } : {}),
    ...(region && files?.region === undefined ? { S3_REGION: region } : {}),
    ...(days && retention?.recovery === undefined ? { SPRINTFORGE_RECOVERY_DAYS: String(days) } : {}),
    ...(days && retention?.deleted === undefined ? { SPRINTFORGE_DELETED_DAYS: String(Math.min(days, 30)) } : {}),
    ...(to?.type === 'splunk' ? { SPLUNK_HEC_URL: to.endpoint, SPLUNK_HEC_TOKEN: to.token ?? '' } : {}),
    ...(to?.type === 'json' ? { AUDIT_EXPORT_URL: to.endpoint, AUDIT_EXPORT_TOKEN: to.token ?? '' } : {}),
    ...(encryption?.in_transit && server?.tls?.min_version === undefined
      ? { TLS_MIN_VERSION: encryption.in_transit.slice(4) }
      : {}),
    ...(screen
      ? {
          SPRINTFORGE_SCREEN: Object.entries(screen)
            .map(([kind, what]) => `${kind}=${what}`)
            .join(','),
        }
      : {}),
  };
}
