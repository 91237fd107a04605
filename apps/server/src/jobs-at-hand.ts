import { pgBossJobs } from './adapters/jobs/pg-boss-jobs.ts';
import { openDatabaseUrl, type ServiceConfig, type Undo, unwind } from './open-services.ts';
import type { Jobs } from './ports/jobs.ts';
import { jobKinds } from './services/work.ts';

/** For the operator: the jobs of the installation that a configuration names, looked at from outside. */
export async function withJobs<T>(
  config: ServiceConfig,
  look: (jobs: Pick<Jobs, 'standing' | 'deadLetters' | 'rerun'>) => Promise<T>,
): Promise<T> {
  const undo: Undo[] = [];
  try {
    const { url } = await openDatabaseUrl(config, undo);
    const jobs = await pgBossJobs({
      url,
      kinds: jobKinds,
      works: false,
      onError: (error) => console.error(error.message),
    });
    undo.push(() => jobs.close());
    return await look(jobs);
  } finally {
    await unwind(undo);
  }
}
