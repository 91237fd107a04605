/** Any service that takes lines of JSON by POST. */
import type { AuditSink } from '../ports/audit-sink.ts';
import { callCollector, refusedBy } from './collector-call.ts';

export interface NdjsonPlace {
  readonly url: string;
  /** Sent as `Authorization: Bearer`. */
  readonly token?: string;
  readonly timeoutMs?: number;
}

export function ndjsonSink({ url: address, token, timeoutMs = 15_000 }: NdjsonPlace): AuditSink {
  const url = new URL(address);
  const sink = `ndjson ${url.host}${url.pathname}`;
  const headers = {
    'content-type': 'application/x-ndjson',
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  return {
    name: sink,
    async send(entries) {
      const body = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
      const call = { sink, url, headers, body, timeoutMs };
      const answer = await callCollector(call);
      if (answer.status < 200 || answer.status > 299) throw refusedBy(call, answer);
    },
  };
}
