/** A worker as a process of its own, for a test to kill. */
import { startWorker } from '../../src/index.ts';

await startWorker(JSON.parse(process.env.CONFIG!));
