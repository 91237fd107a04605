/** Where the time of a request goes: spans within spans, over the processes that worked on it. Without it nothing is measured. */

export type SpanFacts = Readonly<Record<string, string | number | boolean>>;

export interface Tracing {
  /** Runs `work` in a span of its own, below the one that is open; what it throws marks the span as failed. */
  span<T>(name: string, facts: SpanFacts, work: () => Promise<T>): Promise<T>;
  /** The span of a request that came in; `traceparent` (W3C) names the one of the caller. */
  request(name: string, traceparent: string | undefined): OpenRequest;
  /** Something below the open span that is over already: another process measured it. Milliseconds since 1970. */
  past(name: string, from: number, until: number, facts: SpanFacts): void;
  /** Sends what was not sent yet. */
  close(): Promise<void>;
}

export interface OpenRequest {
  /** What is called from here is below the request. */
  enter(next: () => void): void;
  end(facts: SpanFacts, failed: boolean): void;
}
