/** One call to a collector that the operator named: compressed, bounded in time and size, never redirected. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { SinkError } from '../ports/audit-sink.ts';

export interface CollectorAnswer {
  readonly status: number;
  /** At most 16 KiB of it. */
  readonly text: string;
  readonly retryAfterMs: number | undefined;
}

export interface CollectorCall {
  readonly sink: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
}

const compressed = promisify(gzip);

/** Throws SINK_BUSY when there is no answer. */
export async function callCollector({ sink, url, headers, body, timeoutMs }: CollectorCall): Promise<CollectorAnswer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-encoding': 'gzip', 'user-agent': 'sprintforge-sync' },
      body: new Uint8Array(await compressed(body)),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    return {
      status: response.status,
      text: await beginning(response),
      retryAfterMs: Number.isFinite(seconds) ? Math.min(seconds, 3600) * 1000 : undefined,
    };
  } catch (error) {
    throw new SinkError('SINK_BUSY', `${url.host} does not answer (${reasonOf(error)})`, { sink }, error);
  }
}

const most = 16 * 1024;

async function beginning(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    pieces.push(piece);
    length += piece.length;
    if (length > most) break; // which cancels the rest
  }
  return Buffer.concat(pieces).subarray(0, most).toString('utf8');
}

function reasonOf(error: unknown): string {
  const { cause, name, message } = error as Error & { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? (name === 'TimeoutError' ? 'no answer in time' : message);
}

/** What a status means that is no success. */
export function refusedBy({ sink, url }: CollectorCall, { status, retryAfterMs, text }: CollectorAnswer): SinkError {
  const busy = status === 429 || status === 408 || status >= 500;
  const code = busy ? 'SINK_BUSY' : status === 400 || status === 413 ? 'SINK_CONTENT' : 'SINK_REFUSED';
  const said = text.slice(0, 200).replaceAll(/\s+/g, ' ');
  const where = { sink, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  return new SinkError(code, `${url.host} answers ${status}${said ? `: ${said}` : ''}`, where);
}
