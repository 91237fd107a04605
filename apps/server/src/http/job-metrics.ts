import { Gauge, type Registry } from 'prom-client';
import type { JobStanding, Jobs } from '../ports/jobs.ts';

/** How each kind of job stands. Without the database there is nothing to tell, and the other metrics are told all the same. */
export function installJobMetrics(jobs: Pick<Jobs, 'standing'>, registers: Registry[]): void {
  const standing = (): Promise<JobStanding[]> => jobs.standing().catch(() => []);
  new Gauge({
    name: 'sprintforge_jobs',
    help: 'Jobs that wait, run, or failed for good',
    labelNames: ['kind', 'state'],
    registers,
    async collect() {
      this.reset();
      for (const { kind, lastDoneAt: _, ...counts } of await standing())
        for (const [state, count] of Object.entries(counts)) this.set({ kind, state }, count);
    },
  });
  new Gauge({
    name: 'sprintforge_job_last_done_timestamp_seconds',
    help: 'When a job of this kind was last done',
    labelNames: ['kind'],
    registers,
    async collect() {
      this.reset();
      for (const { kind, lastDoneAt } of await standing())
        if (lastDoneAt !== null) this.set({ kind }, Date.parse(lastDoneAt) / 1000);
    },
  });
}
