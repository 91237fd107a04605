/**
 * One measurement in a process of its own: `node --expose-gc measure.ts SUBJECT FILE TIMES` prints `Times` with `result`, `peak` (bytes
 * resident at most) and `grown`, by how much that is more than before; `uploadFloor` of a sync, in milliseconds. A process each, so that one library's garbage is not
 * collected on another's time.
 */
import fs from 'node:fs';
import { timesOf } from './clock.ts';
import { heavyEntries, inflateAll } from './floor.ts';

const [what, file] = [process.argv[2]!, process.argv[3]!];
const [subject, verb] = what.split('.') as [string, string];

const entries = heavyEntries(fs.readFileSync(file));
const floor = () => inflateAll(entries);

/** What a sync is given. */
let uploaded: Uint8Array | undefined;
/** What a subject leaves running. */
let stop: (() => Promise<void>) | undefined;

async function job(): Promise<() => unknown> {
  if (subject === 'floor') return floor;
  if (subject === 'sprintforge' && /^(?:http|resaved)$/.test(verb)) {
    const { prepareHttpSync } = await import('./subject-http.ts');
    const { resaved } = await import('./resaved.ts');
    const server = await prepareHttpSync(file, Number(process.argv[4]) + 1, verb === 'resaved' ? resaved : undefined);
    stop = server.stop;
    uploaded = server.uploads[0];
    return server.run;
  }
  if (subject === 'sprintforge' && verb === 'sync') {
    const { prepareUpload, syncRun } = await import('./subject-sync.ts');
    const upload = await prepareUpload(file);
    uploaded = upload.bytes;
    return () => syncRun(upload);
  }
  if (subject === 'sprintforge' && /^(?:cell|unchanged|upload)$/.test(verb)) {
    const kept = await import('./subject-kept.ts');
    if (verb === 'upload') return () => kept.takeUpload(file);
    return verb === 'cell' ? kept.prepareCell(file) : kept.prepareUnchanged(file);
  }
  if (subject === 'sprintforge' && verb !== 'read' && verb !== 'cells' && verb !== 'write') {
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

/** Of the very workbook that is uploaded, which has our columns and hidden sheets besides those of the plan. */
async function floorOf(upload: Buffer): Promise<number> {
  const own = heavyEntries(upload);
  const inflate = () => inflateAll(own);
  return (await timesOf(9, inflate, inflate)).ms;
}

const work = await job();
const before = process.memoryUsage.rss();
let result: unknown;
const times = await timesOf(
  Number(process.argv[4]),
  async () => {
    result = await work();
  },
  floor,
);
await stop?.();
const uploadFloor = uploaded && (await floorOf(Buffer.from(uploaded)));
const peak = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ ...times, uploadFloor, result, peak, grown: peak - before }));
