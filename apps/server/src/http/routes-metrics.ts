import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { PumpState } from '../services/audit-pump.ts';
import type { House } from '../services/house.ts';
import { Refusal } from '../services/refusal.ts';
import { sameSecret } from '../services/secrets.ts';
import { installJobMetrics } from './job-metrics.ts';

export interface MetricsOptions {
  /** Whoever has it may read; without one only this machine may. */
  readonly metricsToken?: string;
  /** What the audit log is sent to. */
  readonly collectors: () => readonly PumpState[];
}

/** `GET /metrics` in the text format of Prometheus: the process, every route, the engine's children and queue. */
export function installMetrics(app: Parameters<FastifyPluginAsync>[0], house: House, options: MetricsOptions): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const seconds = new Histogram({
    name: 'sprintforge_http_request_seconds',
    help: 'Time from the request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  new Gauge({
    name: 'sprintforge_engine_jobs',
    help: 'Workbooks being worked on, and waiting for it',
    labelNames: ['state'],
    registers,
    collect() {
      const { running, waiting } = house.engine.load();
      this.set({ state: 'running' }, running);
      this.set({ state: 'waiting' }, waiting);
    },
  });
  installJobMetrics(house.jobs, registers);
  installCollectorMetrics(options, registers);
  new Gauge({
    name: 'sprintforge_live_streams',
    help: 'Event streams that are open',
    registers,
    collect() {
      this.set(house.live.size);
    },
  });
  app.addHook('onResponse', async (request, reply) => {
    // the pattern, never the address: ids are no labels
    const route = request.routeOptions.url ?? 'none';
    seconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  app.get('/metrics', { schema: { hide: true }, config: { rateLimit: false } }, async (request, reply) => {
    if (!mayRead(request, options)) throw new Refusal('NOT_FOUND', 'no such page');
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

function installCollectorMetrics({ collectors }: MetricsOptions, registers: Registry[]): void {
  if (collectors().length === 0) return;
  const gauge = (name: string, help: string, measured: (state: PumpState) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['sink'],
      registers,
      collect() {
        for (const state of collectors()) this.set({ sink: state.sink }, measured(state));
      },
    });
  gauge('sprintforge_audit_export_behind', 'Audit entries that are not sent yet', ({ behind }) => behind);
  gauge('sprintforge_audit_export_failures', 'Failed tries in a row', ({ failures }) => failures);
}

function mayRead(request: FastifyRequest, { metricsToken }: MetricsOptions): boolean {
  if (metricsToken !== undefined) return sameSecret(request.headers.authorization ?? '', `Bearer ${metricsToken}`);
  const { headers } = request;
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false; // a proxy on this machine asks for others
  return ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '');
}
