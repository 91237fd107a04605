/** What a task is found by: made once for each task, a plan is searched through with every letter that is typed. Pure but for what it keeps. */
import type { TaskRow } from '@sprintforge/protocol';

const texts = new WeakMap<TaskRow, string>();
const unsaid = new Set(['id', 'parent', 'level', 'rank', 'revision', 'changed_by', 'changed_at']);

/** Every text of a task, without case. */
export function textOf(task: TaskRow): string {
  let text = texts.get(task);
  if (text === undefined) {
    const words: unknown[] = [];
    for (const key in task) if (!unsaid.has(key) && task[key] !== null) words.push(task[key]);
    text = words.join('\n').toLocaleLowerCase();
    texts.set(task, text);
  }
  return text;
}

const atOnce = 500;

/** Makes the texts of a large plan while the page has nothing else to do; returns what stops it. */
export function prepareTexts(tasks: readonly TaskRow[]): () => void {
  let next = 0;
  let asked = 0;
  const work: IdleRequestCallback = (deadline) => {
    while (next < tasks.length && deadline.timeRemaining() > 2) {
      for (const task of tasks.slice(next, next + atOnce)) textOf(task);
      next += atOnce;
    }
    if (next < tasks.length) asked = requestIdleCallback(work);
  };
  asked = requestIdleCallback(work);
  return () => cancelIdleCallback(asked);
}
