/** Splunk's HTTP Event Collector, and whatever else speaks its protocol. */
import { randomUUID } from 'node:crypto';
import os from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { type AuditSink, type SentEntry, SinkError } from '../ports/audit-sink.ts';
import { type CollectorCall, callCollector, refusedBy } from './collector-call.ts';

export interface HecPlace {
  /** Of the collector, e.g. `https://splunk.example:8088`; a path, when there is one, is kept. */
  readonly url: string;
  readonly token: string;
  /** The token's own when not given. */
  readonly index?: string;
  readonly sourcetype?: string;
  /** Waits until the indexers have it ("indexer acknowledgement" of the token). */
  readonly acknowledge?: boolean;
  readonly timeoutMs?: number;
}

/** Codes of the collector that say that the event is at fault, and not the token, the index or the channel. */
const contentCodes = new Set([5, 6, 12, 13, 15]);

export function splunkHec(place: HecPlace): AuditSink {
  const { timeoutMs = 15_000 } = place;
  const base = new URL(place.url);
  const at = (path: string): URL => new URL(`/services/collector${path}`, base);
  const sink = `splunk ${base.host}`;
  const channel = randomUUID();
  const headers = {
    authorization: `Splunk ${place.token}`,
    'content-type': 'application/json',
    ...(place.acknowledge ? { 'x-splunk-request-channel': channel } : {}),
  };
  const frame = {
    host: os.hostname(),
    source: 'sprintforge-sync',
    sourcetype: place.sourcetype ?? 'sprintforge:audit',
    ...(place.index ? { index: place.index } : {}),
  };
  const asEvent = (event: SentEntry): string =>
    JSON.stringify({ time: Date.parse(event.timestamp) / 1000, ...frame, event });
  const url = base.pathname === '/' ? at('/event') : base;
  return {
    name: sink,
    async send(entries) {
      const call = { sink, url, headers, timeoutMs, body: entries.map(asEvent).join('\n') };
      const { ackId } = await accepted(call);
      if (place.acknowledge && ackId !== undefined) await acknowledged({ ...call, url: at('/ack') }, channel, ackId);
    },
  };
}

/** Asks whether it takes events; throws when it does not. */
export async function checkCollector({ url, token }: HecPlace): Promise<string> {
  const health = new URL('/services/collector/health', url);
  const headers = { authorization: `Splunk ${token}` };
  const answer = await fetch(health, { headers, redirect: 'error', signal: AbortSignal.timeout(5000) });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`Splunk at ${health.host} answers ${answer.status}: check SPLUNK_HEC_TOKEN`);
  return 'Splunk';
}

interface HecAnswer {
  readonly code?: number;
  readonly ackId?: number;
  readonly acks?: Readonly<Record<string, boolean>>;
}

async function accepted(call: CollectorCall): Promise<HecAnswer> {
  const answer = await callCollector(call);
  const told = parsed(answer.text);
  if (answer.status >= 200 && answer.status < 300) return told;
  const refused = refusedBy(call, answer);
  const ours = refused.code === 'SINK_CONTENT' && answer.status === 400 && !contentCodes.has(told.code ?? 6);
  throw ours ? new SinkError('SINK_REFUSED', refused.message, refused.where) : refused;
}

function parsed(text: string): HecAnswer {
  try {
    return JSON.parse(text) as HecAnswer;
  } catch {
    return {}; // a proxy's page: its status says enough
  }
}

/** Asks until the indexers have the batch; without an answer in half a minute it is sent again. */
async function acknowledged(call: CollectorCall, channel: string, ackId: number): Promise<void> {
  const url = new URL(call.url);
  url.searchParams.set('channel', channel);
  for (let asked = 0; asked < 30; asked += 1) {
    const { acks } = await accepted({ ...call, url, body: JSON.stringify({ acks: [ackId] }) });
    if (acks?.[String(ackId)]) return;
    await pause(1000);
  }
  throw new SinkError('SINK_BUSY', `${url.host} has not acknowledged what it took`, { sink: call.sink });
}
