/** What keys, clicks and turns of the wheel cost in a page, as Chromium's own tracing tells it. */
import type { Browser, Page } from 'playwright-core';

/** Of Chromium's trace; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** How long the thread itself was at work. */
  readonly tdur?: number;
  readonly args?: { readonly data?: { readonly interactionId?: number; readonly duration?: number } };
}

/** One key or click, in milliseconds from when it happened. */
export interface Interaction {
  /** Until the next frame was on the screen (as Interaction to Next Paint counts). */
  readonly frame: number;
  /** Until the page's thread had done everything that it led to. */
  readonly done: number;
  /** What the page's own thread did until the frame: other processes of a busy machine take nothing of that. */
  readonly work: number;
  /** What it did until everything was done. */
  readonly allWork: number;
}

/** The page's thread is at rest: what comes after everything else has had its turn, twice. */
export const atRest = (page: Page): Promise<unknown> =>
  page.evaluate(`(async () => {
  for (let turn = 0; turn < 2; turn += 1) await scheduler.postTask(() => {}, { priority: 'background', delay: 20 });
})()`);

async function traceOf(page: Page, act: () => Promise<void>): Promise<readonly TraceEvent[]> {
  const chromium = page.context().browser() as Browser;
  await chromium.startTracing(page, { categories: ['devtools.timeline', 'toplevel'] });
  await act();
  await atRest(page);
  await page.waitForTimeout(200);
  return (JSON.parse((await chromium.stopTracing()).toString()) as { readonly traceEvents: TraceEvent[] }).traceEvents;
}

const isTask = ({ name, tdur }: TraceEvent): boolean => name.endsWith('RunTask') && tdur !== undefined;
/** A task shorter than this is the page at rest. Microseconds. */
const noticed = 2000;

/** Every key and click of `act`, in their order. */
export async function interactionsOf(page: Page, act: () => Promise<void>): Promise<readonly Interaction[]> {
  const events = await traceOf(page, act);
  const longest = new Map<number, TraceEvent>();
  for (const event of events) {
    const { interactionId = 0, duration = 0 } = event.args?.data ?? {};
    if (event.name !== 'EventTiming' || interactionId === 0) continue;
    if (duration > (longest.get(interactionId)?.args?.data?.duration ?? 0)) longest.set(interactionId, event);
  }
  const inputs = [...longest.values()].sort((a, b) => a.ts - b.ts);
  const tasks = events.filter(isTask);
  return inputs.map(({ pid, tid, ts, args }, index) => {
    const frame = args?.data?.duration ?? 0;
    const until = inputs[index + 1]?.ts ?? Number.POSITIVE_INFINITY;
    const mine = tasks.filter((task) => task.pid === pid && task.tid === tid && task.ts >= ts - 1000);
    const ends = mine.filter((task) => task.ts < until && (task.dur ?? 0) > noticed).map((task) => task.ts + task.dur!);
    const workOf = (done: readonly TraceEvent[]) => done.reduce((sum, { tdur = 0 }) => sum + tdur / 1000, 0);
    return {
      frame,
      done: Math.max(frame, ...ends.map((end) => (end - ts) / 1000)),
      work: workOf(mine.filter((task) => task.ts <= ts + frame * 1000)),
      allWork: workOf(mine.filter((task) => task.ts < until)),
    };
  });
}

/** Of what is no interaction (scrolling): every task of the page's thread that one could notice. */
export async function tasksOf(page: Page, act: () => Promise<void>): Promise<readonly Interaction[]> {
  const events = await traceOf(page, act);
  const painted = events
    .filter(({ name }) => name === 'Paint' || name === 'Layout')
    .map(({ pid, tid }) => `${pid}/${tid}`);
  const pages = new Set(painted);
  return events
    .filter((event) => isTask(event) && pages.has(`${event.pid}/${event.tid}`) && (event.dur ?? 0) > noticed)
    .map(({ dur = 0, tdur = 0 }) => ({ frame: dur / 1000, done: dur / 1000, work: tdur / 1000, allWork: tdur / 1000 }));
}
