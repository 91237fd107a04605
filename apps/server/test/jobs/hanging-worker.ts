/** A process that takes a job of the kind `killed`, says its id and never finishes it. */
import { pgBossJobs } from '../../src/adapters/jobs/pg-boss-jobs.ts';
import { jobHandler } from '../../src/ports/jobs.ts';
import { kinds, pace } from './kinds.ts';

const jobs = await pgBossJobs({ url: process.argv[2]!, kinds, works: true, onError: console.error, pace });
const kind = kinds.find(({ name }) => name === 'killed')!;
const hang = jobHandler(kind, ({ id }) => {
  process.stdout.write(id);
  return new Promise(() => setInterval(() => undefined, 1000));
});
await jobs.work([hang]);
