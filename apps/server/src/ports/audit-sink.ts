/** A collector that the audit log is sent to. */
import type { ChainEntry } from '@sprintforge/protocol';

/** An entry with the organisation whose chain it is of. */
export interface SentEntry extends ChainEntry {
  readonly organisation: string;
}

export interface AuditSink {
  /** Names how far it has got; under another name everything is sent anew. */
  readonly name: string;
  /** All of them in their order, kept by the collector when it resolves; throws `SinkError`. The same ones may come again. */
  send(entries: readonly SentEntry[]): Promise<void>;
}

/** SINK_BUSY: try again. SINK_REFUSED: the configuration is wrong, here or there. SINK_CONTENT: it does not take these entries. */
export class SinkError extends Error {
  readonly code: 'SINK_BUSY' | 'SINK_REFUSED' | 'SINK_CONTENT';
  readonly where: { readonly sink: string; readonly retryAfterMs?: number };
  constructor(code: SinkError['code'], message: string, where: SinkError['where'], cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'SinkError';
    this.code = code;
    this.where = where;
  }
}
