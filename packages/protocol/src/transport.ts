/** How the typed client talks HTTP: one place that adds the token, reads JSON and turns problems into errors. */
import { type Patience, pause, Waits } from './patience.ts';
import { problem } from './problem.ts';
import type { Problem } from './shapes/problem.ts';

/** The one error of this package: the server answered with a problem, or could not be reached (`code` UNREACHABLE, status 0). */
export class ProblemError extends Error {
  readonly code: string;
  readonly status: number;
  readonly problem: Problem;
  constructor(document: Problem, cause?: unknown) {
    super(document.detail ?? document.title, cause === undefined ? undefined : { cause });
    this.name = 'ProblemError';
    this.code = document.code;
    this.status = document.status;
    this.problem = document;
  }
}

export interface ClientOptions {
  /** Base address of the server, e.g. `http://localhost:8000`. */
  readonly url: string;
  readonly token?: string;
  readonly fetch?: typeof fetch;
  /** Without it a busy server's answer (503, 429) is thrown as any other problem. */
  readonly patience?: Patience;
}

export interface Call {
  readonly method?: string;
  /** Lists are repeated. */
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly json?: unknown;
  readonly form?: FormData;
  /** Statuses besides 2xx that are an answer and no error. */
  readonly accept?: readonly number[];
  readonly signal?: AbortSignal;
}

export class Transport {
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /** The raw answer; throws `ProblemError` for every status that is neither 2xx nor in `accept`, once patience is over. */
  async send(path: string, call: Call = {}): Promise<Response> {
    const url = new URL(path, this.#options.url.endsWith('/') ? this.#options.url : `${this.#options.url}/`);
    for (const [name, value] of Object.entries(call.query ?? {}))
      for (const one of Array.isArray(value) ? value : [value])
        if (one !== undefined) url.searchParams.append(name, String(one));
    const waits = this.#options.patience && new Waits(this.#options.patience);
    for (;;) {
      const response = await this.#fetch(url, call);
      if (response.ok || call.accept?.includes(response.status)) return response;
      const problem = await readProblem(response);
      const seconds = waits?.next(call.method ?? 'GET', problem, response.headers.get('retry-after')) ?? null;
      if (seconds === null) throw new ProblemError(problem);
      await pause(seconds * 1000, call.signal);
    }
  }

  async json<T>(path: string, call: Call = {}): Promise<T> {
    const response = await this.send(path, call);
    return (await response.json()) as T;
  }

  async #fetch(url: URL, call: Call): Promise<Response> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (this.#options.token) headers.authorization = `Bearer ${this.#options.token}`;
    if (call.json !== undefined) headers['content-type'] = 'application/json';
    for (const [name, value] of Object.entries(call.headers ?? {})) if (value !== undefined) headers[name] = value;
    const body = call.json !== undefined ? JSON.stringify(call.json) : call.form;
    try {
      return await (this.#options.fetch ?? fetch)(url, {
        method: call.method ?? 'GET',
        headers,
        ...(call.signal === undefined ? {} : { signal: call.signal }),
        ...(body === undefined ? {} : { body }),
      });
    } catch (cause) {
      const detail = `${url.origin} could not be reached`;
      throw new ProblemError({ ...problem('NOT_READY', detail), code: 'UNREACHABLE', status: 0 }, cause);
    }
  }
}

async function readProblem(response: Response): Promise<Problem> {
  const text = await response.text();
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === 'object' && document !== null && 'code' in document) return document as Problem;
  } catch {
    // not JSON: a proxy's page, told below by its status
  }
  const detail = `the server answered ${response.status} ${response.statusText}`.trim();
  return { ...problem('INTERNAL', detail), code: 'UNEXPECTED', status: response.status };
}
