/** Where the audit log is sent to, from the configuration to pumps that run. */
import { type NdjsonPlace, ndjsonSink } from './adapters/ndjson-sink.ts';
import { type HecPlace, splunkHec } from './adapters/splunk-hec.ts';
import type { Log } from './log.ts';
import type { Undo } from './open-services.ts';
import type { AuditSink } from './ports/audit-sink.ts';
import { AuditPump, type PumpOptions, type PumpState } from './services/audit-pump.ts';
import type { House } from './services/house.ts';

export interface CollectorConfig {
  readonly splunk?: HecPlace;
  readonly auditExport?: NdjsonPlace;
  /** How often it is looked whether there is something to send. */
  readonly auditExportEveryMs?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws with the name of a variable that is not usable. */
export function collectorsFrom(env: Environment): CollectorConfig {
  const { SPLUNK_HEC_URL: hec, SPLUNK_HEC_TOKEN: token, AUDIT_EXPORT_URL: other } = env;
  if (hec && !token) throw new Error('SPLUNK_HEC_URL needs SPLUNK_HEC_TOKEN beside it');
  return {
    ...(hec && token
      ? {
          splunk: {
            url: safeAddress('SPLUNK_HEC_URL', hec),
            token,
            ...(env.SPLUNK_HEC_INDEX ? { index: env.SPLUNK_HEC_INDEX } : {}),
            ...(env.SPLUNK_HEC_SOURCETYPE ? { sourcetype: env.SPLUNK_HEC_SOURCETYPE } : {}),
            acknowledge: /^(1|true|yes|on)$/i.test(env.SPLUNK_HEC_ACK ?? ''),
          },
        }
      : {}),
    ...(other
      ? {
          auditExport: {
            url: safeAddress('AUDIT_EXPORT_URL', other),
            ...(env.AUDIT_EXPORT_TOKEN ? { token: env.AUDIT_EXPORT_TOKEN } : {}),
          },
        }
      : {}),
  };
}

/** What leaves the house is encrypted, unless it stays on this machine. */
function safeAddress(name: string, text: string): string {
  if (!URL.canParse(text)) throw new Error(`${name} is not an address like https://collector.example:8088`);
  const { protocol, hostname, username } = new URL(text);
  if (username) throw new Error(`${name} must not hold a user or password: give the token beside it`);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && local))
    throw new Error(`${name} must begin with https:// (http:// only for this machine)`);
  return text;
}

export const sinksOf = ({ splunk, auditExport }: CollectorConfig): AuditSink[] =>
  [splunk && splunkHec(splunk), auditExport && ndjsonSink(auditExport)].filter((sink) => sink !== undefined);

/** The pumps run from now on; `undo` stops them. */
export function startCollectors(
  config: CollectorConfig,
  { database, system }: Pick<House, 'database' | 'system'>,
  log: Log,
  undo: Undo[],
): () => readonly PumpState[] {
  const { auditExportEveryMs: everyMs } = config;
  const tell: PumpOptions['tell'] = (what, detail) =>
    what === 'recovered' ? log.warn({ detail }, 'audit export') : log.error({ detail }, `audit export ${what}`);
  const pumps = sinksOf(config).map(
    (sink) => new AuditPump({ database, system, sink, tell, ...(everyMs === undefined ? {} : { everyMs }) }),
  );
  for (const pump of pumps) {
    undo.push(() => pump.stop());
    pump.start();
  }
  return () => pumps.map(({ state }) => state);
}
