/** Live events over `fetch`, so that the token is sent as with any call; the line is made anew when it breaks. */
import { pause } from './patience.ts';
import type { LiveEvent } from './shapes/live.ts';
import { ProblemError, type Transport } from './transport.ts';

export interface EventOptions {
  /** Id of the last event that was seen; from now on when it is not given. */
  readonly after?: string;
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/** `id`: where to go on after this event; not every event has one. */
export type ReceivedEvent = LiveEvent & { readonly id?: string };

const WAITS_MS = [500, 30_000] as const;
/** The server says something every 15 seconds: a line that is silent for so long is dead. */
const SILENCE_MS = 45_000;

/**
 * Every lasting event at least once and in order, over broken lines and servers that come and go. Ends with `signal`; throws
 * `ProblemError` when the server refuses (not while it cannot be reached, or is too busy).
 */
export async function* followEvents(
  http: Transport,
  path: string,
  options: EventOptions,
): AsyncGenerator<ReceivedEvent> {
  let after = options.after;
  for (let wait: number = WAITS_MS[0]; !options.signal?.aborted; wait = Math.min(2 * wait, WAITS_MS[1])) {
    const line = new Line(options.signal);
    try {
      const headers = { accept: 'text/event-stream', 'last-event-id': after };
      const response = await http.send(path, { headers, signal: line.signal });
      for await (const event of read(response, line)) {
        after = event.id ?? after;
        wait = WAITS_MS[0];
        yield event;
      }
    } catch (error) {
      if (options.signal?.aborted) return;
      if (error instanceof ProblemError && !comesBack(error)) throw error;
    } finally {
      line.cut();
    }
    await pause(wait, options.signal);
  }
}

const comesBack = ({ status }: ProblemError): boolean => status === 0 || status === 429 || status >= 500;

/** A connection that is cut from outside, or when nothing comes any more. */
class Line {
  readonly #controller = new AbortController();
  readonly #outside: AbortSignal | undefined;
  readonly #cut = (): void => this.cut();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(outside: AbortSignal | undefined) {
    this.#outside = outside;
    outside?.addEventListener('abort', this.#cut);
    this.heard();
  }
  get signal(): AbortSignal {
    return this.#controller.signal;
  }
  heard(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#cut, SILENCE_MS);
  }
  cut(): void {
    clearTimeout(this.#timer);
    this.#outside?.removeEventListener('abort', this.#cut);
    this.#controller.abort();
  }
}

async function* read(response: Response, line: Line): AsyncGenerator<ReceivedEvent> {
  if (!response.body) return;
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body) {
    line.heard();
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = parse(block);
      if (event) yield event;
    }
  }
}

/** Of one block of lines; null: a comment, or nothing. */
function parse(block: string): ReceivedEvent | null {
  let [id, data]: [string | undefined, string] = [undefined, ''];
  for (const line of block.split('\n')) {
    const colon = line.indexOf(': ');
    if (colon < 1) continue;
    const [name, value] = [line.slice(0, colon), line.slice(colon + 2)];
    if (name === 'id') id = value;
    if (name === 'data') data += value;
  }
  if (data === '') return null;
  return { ...(JSON.parse(data) as LiveEvent), ...(id === undefined ? {} : { id }) };
}
