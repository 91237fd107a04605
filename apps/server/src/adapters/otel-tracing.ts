/** Spans by OpenTelemetry, sent as OTLP over HTTP. Loaded only when a collector is configured. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Context, diag, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { SpanFacts, Tracing } from '../ports/tracing.ts';

export interface TraceCollector {
  /** Base address, e.g. `http://localhost:4318`; spans go to `/v1/traces` below it. */
  readonly endpoint: string;
  readonly service: string;
  /** Share of the requests that are traced, 0 to 1, unless the caller has decided. */
  readonly share: number;
}

export function otelTracing(collector: TraceCollector, onError: (error: Error) => void): Tracing {
  const ignore = (): void => undefined;
  const told = { error: (message: string) => onError(new Error(message)), warn: ignore, info: ignore, debug: ignore };
  diag.setLogger({ ...told, verbose: ignore }, { suppressOverrideMessage: true });
  const url = `${collector.endpoint.replace(/\/+$/, '')}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url }); // which takes headers from OTEL_EXPORTER_OTLP_HEADERS
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': collector.service, 'process.pid': process.pid }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(collector.share) }),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: 1000, exportTimeoutMillis: 5000 })],
  });
  const tracer = provider.getTracer('sprintforge-sync');
  const open = new AsyncLocalStorage<Context>();
  const here = (): Context => open.getStore() ?? ROOT_CONTEXT;
  return {
    span(name, attributes, work) {
      const span = tracer.startSpan(name, { attributes: { ...attributes } }, here());
      return open.run(trace.setSpan(here(), span), () => ended(span, work));
    },
    request(name, traceparent) {
      const parent = remote(traceparent);
      const span = tracer.startSpan(name, { kind: SpanKind.SERVER }, parent);
      const context = trace.setSpan(parent, span);
      return {
        enter: (next) => open.run(context, next),
        end(facts, failed) {
          const method = String(facts['http.request.method'] ?? '');
          span.updateName(`${method} ${String(facts['http.route'] ?? '')}`.trim()).setAttributes({ ...facts });
          if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
    past(name: string, from: number, until: number, attributes: SpanFacts) {
      tracer.startSpan(name, { startTime: from, attributes: { ...attributes } }, here()).end(until);
    },
    close: () => provider.shutdown(),
  };
}

/** A failed span says of which kind the error is, not what it said. */
async function ended<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { name, code } = error as Error & { code?: unknown };
    span.setAttribute('error.type', typeof code === 'string' ? code : name).setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

/** By the header of W3C Trace Context; anything else begins a trace of its own. */
function remote(traceparent: string | undefined): Context {
  const found = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent ?? '');
  if (!found) return ROOT_CONTEXT;
  const [, traceId, spanId, flags] = found as unknown as [string, string, string, string];
  const caller = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return trace.setSpanContext(ROOT_CONTEXT, caller);
}
