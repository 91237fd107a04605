/**
 * One measurement in a process of its own: `node --expose-gc measure.ts SUBJECT FILE TIMES` prints `{ms, result, rss}`.
 * A process each, so that one library's garbage is not collected on another's time.
 */
import fs from 'node:fs';
import { medianMs } from './clock.ts';
import { heavyEntries, inflateAll } from './floor.ts';

const [what, file, times] = [process.argv[2]!, process.argv[3]!, Number(process.argv[4])];
const [subject, verb] = what.split('.') as [string, string];

async function job(): Promise<() => unknown> {
  if (subject === 'floor') {
    const entries = heavyEntries(fs.readFileSync(file));
    return () => inflateAll(entries);
  }
  if (subject === 'sprintforge' && verb === 'sync') {
    const { prepareUpload, syncRun } = await import('./subject-sync.ts');
    const upload = await prepareUpload(file);
    return () => syncRun(upload);
  }
  if (subject === 'sprintforge' && verb !== 'read' && verb !== 'write') {
    const ours = await import('./subject-ours.ts');
    if (verb === 'scan') return () => ours.scanOnly(file);
    if (verb === 'snapshot') return () => ours.snapshotOf(file).tasks.size;
    const base = ours.snapshotOf(file);
    const sides = ours.editedSides(base);
    ours.checkMerge(base, sides.ours, sides.theirs);
    return () => ours.mergeRun(base, sides.ours, sides.theirs);
  }
  const subjects = subject === 'sprintforge' ? await import('./subject-ours.ts') : await import('./subject-peers.ts');
  const run = (subjects as unknown as Record<string, Record<string, (f: string) => Promise<number>>>)[subject]![verb]!;
  return () => run(file);
}

const work = await job();
let result: unknown;
const ms = await medianMs(times, async () => {
  result = await work();
});
console.log(JSON.stringify({ ms, result, rss: process.resourceUsage().maxRSS * 1024 }));
