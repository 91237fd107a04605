import { isConsistent } from './calendar.ts';
import { cyclicLinks, type Link } from './graph.ts';
import { compareText } from './rank.ts';
import type { Dependency, PlanWarning, Snapshot, Task, TaskId } from './types.ts';
import { splitPeople } from './value.ts';

/**
 * What is wrong with a plan (rule M6), by task id, then code. With `before`: only what came about since then; also successors that
 * lost a predecessor because it was deleted. Linear.
 */
export function checkPlan(snapshot: Snapshot, before?: Snapshot): PlanWarning[] {
  if (snapshot === before) return [];
  const warnings = [
    ...checkTasks(snapshot, before),
    ...checkAssignees(snapshot, before),
    ...checkEdges(snapshot, before),
    ...checkCycles(snapshot, before),
  ];
  return warnings.sort((a, b) => compareText(a.taskId, b.taskId) || compareText(a.code, b.code));
}

function checkTasks(snapshot: Snapshot, before: Snapshot | undefined): PlanWarning[] {
  const warnings: PlanWarning[] = [];
  for (const task of snapshot.tasks.values()) {
    const was = before?.tasks.get(task.id);
    if (was !== undefined && was.fields === task.fields) continue;
    if (finishesEarly(task) && !(was && finishesEarly(was))) {
      const message = `Finishes on ${task.fields.finish}, before its start on ${task.fields.start}.`;
      const facts = daysOf(task);
      warnings.push({ code: 'FINISH_BEFORE_START', taskId: task.id, field: 'finish', message, facts });
    } else if (isConsistent(task.fields, snapshot.calendar) === false && wasConsistent(was, before)) {
      const message = `Start ${task.fields.start} and ${task.fields.duration} working days do not make finish ${task.fields.finish}.`;
      const facts = { ...daysOf(task), duration: String(task.fields.duration) };
      warnings.push({ code: 'DURATION_MISMATCH', taskId: task.id, field: 'duration', message, facts });
    }
  }
  return warnings;
}

const daysOf = ({ fields: { start, finish } }: Task) => ({ start: String(start), finish: String(finish) });

function wasConsistent(was: Task | undefined, before: Snapshot | undefined): boolean {
  if (before === undefined) return true;
  return was !== undefined && isConsistent(was.fields, before.calendar) === true;
}

function finishesEarly({ fields: { start, finish } }: Task): boolean {
  return typeof start === 'string' && typeof finish === 'string' && finish < start;
}

/** Names that are in no resource; a plan without resources has names only. */
function checkAssignees(snapshot: Snapshot, before: Snapshot | undefined): PlanWarning[] {
  if (snapshot.resources.size === 0 && !before?.resources.size) return [];
  const [names, old] = [resourceNames(snapshot), before && resourceNames(before)];
  const warnings: PlanWarning[] = [];
  for (const task of snapshot.tasks.values()) {
    const people = task.fields.assignee;
    if (typeof people !== 'string') continue;
    if (snapshot.resources === before?.resources && before.tasks.get(task.id)?.fields.assignee === people) continue;
    const missing = splitPeople(people).filter((name) => !names.has(name));
    const news = missing.filter((name) => old === undefined || old.has(name) || !isAssigned(before, task.id, name));
    if (news.length === 0) continue;
    const facts = { names: news.join(', ') };
    const message = `Assigned to ${facts.names}, who is not among the resources.`;
    warnings.push({ code: 'MISSING_ASSIGNEE', taskId: task.id, field: 'assignee', message, facts });
  }
  return warnings;
}

function isAssigned(plan: Snapshot | undefined, id: TaskId, name: string): boolean {
  const people = plan?.tasks.get(id)?.fields.assignee;
  return typeof people === 'string' && splitPeople(people).includes(name);
}

function resourceNames(snapshot: Snapshot): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { fields } of snapshot.resources.values()) if (typeof fields.name === 'string') names.add(fields.name);
  return names;
}

/** Edges whose predecessor is not in the plan, or that went away with it. */
function checkEdges(snapshot: Snapshot, before: Snapshot | undefined): PlanWarning[] {
  const { tasks, dependencies } = snapshot;
  if (before !== undefined && before.tasks === tasks && before.dependencies === dependencies) return [];
  const warnings: PlanWarning[] = [];
  const told = ({ predecessor, successor }: Dependency): void => {
    const name = before?.tasks.get(predecessor)?.fields.name;
    const facts = { predecessor: typeof name === 'string' ? `"${name}" (${predecessor})` : predecessor };
    const message = `Its predecessor ${facts.predecessor} was deleted.`;
    warnings.push({ code: 'MISSING_PREDECESSOR', taskId: successor, field: 'predecessors', message, facts });
  };
  for (const [key, edge] of dependencies) {
    if (!tasks.has(edge.predecessor) && tasks.has(edge.successor) && !before?.dependencies.has(key)) told(edge);
  }
  for (const edge of before?.dependencies.values() ?? []) {
    if (tasks.has(edge.predecessor) || !tasks.has(edge.successor)) continue;
    if (before?.tasks.has(edge.predecessor)) told(edge);
  }
  return warnings;
}

const circles = {
  predecessors: 'It depends on itself through its predecessors.',
  outline: 'It is its own summary task.',
} as const;

function checkCycles(snapshot: Snapshot, before: Snapshot | undefined): PlanWarning[] {
  const caught = new Map<TaskId, keyof typeof circles>();
  for (const id of newlyCyclic(snapshot, before, edgeLinks)) caught.set(id, 'predecessors');
  for (const id of newlyCyclic(snapshot, before, outlineLinks)) caught.set(id, 'outline');
  return [...caught].map(([taskId, how]) => ({ code: 'CYCLE', taskId, message: circles[how], facts: { how } }));
}

/** Tasks from which a link of a cycle leads that was not one of a cycle before. */
function newlyCyclic(
  snapshot: Snapshot,
  before: Snapshot | undefined,
  linksOf: (snapshot: Snapshot, before: Snapshot | undefined) => Link[],
): TaskId[] {
  const cyclic = [...cyclicLinks(linksOf(snapshot, before)).keys()];
  if (cyclic.length === 0 || before === undefined) return cyclic.map((link) => link.from);
  const old = new Set([...cyclicLinks(linksOf(before, undefined)).keys()].map((link) => `${link.from}>${link.to}`));
  return cyclic.filter((link) => !old.has(`${link.from}>${link.to}`)).map((link) => link.from);
}

/** None when every edge was there before: a cycle would be no news. */
function edgeLinks({ dependencies }: Snapshot, before: Snapshot | undefined): Link[] {
  const links: Link[] = [];
  if (dependencies === before?.dependencies) return links;
  let news = before === undefined;
  for (const [key, { predecessor, successor }] of dependencies) {
    news ||= before?.dependencies.has(key) === false;
    links.push({ from: predecessor, to: successor });
  }
  return news ? links : [];
}

/** None when no task has a new parent. */
function outlineLinks({ tasks }: Snapshot, before: Snapshot | undefined): Link[] {
  const links: Link[] = [];
  if (tasks === before?.tasks) return links;
  let news = before === undefined;
  for (const task of tasks.values()) {
    news ||= task.parent !== null && before?.tasks.get(task.id)?.parent !== task.parent;
    if (news) break;
  }
  if (!news) return links;
  for (const { id, parent } of tasks.values()) if (parent !== null) links.push({ from: id, to: parent });
  return links;
}
