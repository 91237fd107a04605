import { fieldType, type TaskId } from '@sprintforge/core';
import { defineCommand } from '../command.ts';
import { changesBetween, type PlanChanges } from '../plan-changes.ts';
import { openPlan, type PlanFile } from '../plan-file.ts';
import { fieldText, plural, shown, table } from '../terminal.ts';

export const diff = defineCommand({
  usage: 'diff <old> [new]',
  summary: 'the tasks that differ between two workbooks; with one file its plan as text (a git textconv)',
  examples: ['sprintforge diff Plan-monday.xlsx Plan.xlsx', 'git config diff.xlsx.textconv "npx sprintforge diff"'],
  run: async ([older = '', newer]) => {
    if (newer === undefined) return planAsText(await openPlan(older));
    const changes = changesBetween(await openPlan(older), await openPlan(newer));
    return { document: changes, text: diffText(changes) };
  },
});

function diffText({ added, changed, removed, refused }: PlanChanges): string {
  if (added.length + changed.length + removed.length + refused.length === 0) return 'No differences.';
  const rows = [
    ...added.map((one) => ['+', one.cell, one.taskId, one.name, '']),
    ...changed.map((one) => [
      '~',
      one.cell,
      one.taskId,
      one.task,
      `${fieldText(one.field)}: ${shown(one.before, one.type)} → ${shown(one.after, one.type)}`,
    ]),
    ...removed.map((one) => ['-', one.cell, one.taskId, one.name, '']),
    ...refused.map((one) => ['!', one.cell, one.task_id ?? '', '', one.message]),
  ];
  const counts = [`${added.length} added`, plural(changed.length, 'change'), `${removed.length} removed`];
  return [table(rows), counts.join(', ')].join('\n');
}

/**
 * One line for each value, so that git's line diff reads well. The same plan gives the same text: an ID is shown only
 * where the workbook has one.
 */
function planAsText(file: PlanFile) {
  const labels = new Map(file.rowIds.map((id, at) => [id, labelOf(file, id, at)]));
  const tasks = file.rowIds.flatMap((id) => file.snapshot.tasks.get(id) ?? []);
  const lines = tasks.flatMap((task) => [
    labels.get(task.id) ?? '',
    ...Object.entries(task.fields)
      .filter(([field, value]) => field !== 'name' && value !== null)
      .map(([field, value]) => `    ${field}: ${shown(value, fieldType(file.snapshot.fields, field))}`),
    ...predecessorLines(file, task.id, labels),
  ]);
  return { document: { tasks }, text: lines.join('\n') };
}

function labelOf(file: PlanFile, id: TaskId, at: number): string {
  const name = shown(file.snapshot.tasks.get(id)?.fields.name ?? null);
  return file.plan.rows[at]?.id === id ? `${id}  ${name}` : name;
}

function predecessorLines(file: PlanFile, successor: TaskId, labels: ReadonlyMap<TaskId, string>): readonly string[] {
  return [...file.snapshot.dependencies.values()]
    .filter((edge) => edge.successor === successor)
    .map(({ predecessor, type, lag }) => {
      const days = lag === 0 ? '' : ` ${lag > 0 ? '+' : ''}${lag}d`;
      return `    predecessor: ${labels.get(predecessor) ?? predecessor} ${type}${days}`;
    })
    .sort();
}
