/** A sync's result for people: what became of the edits, and what is left to do. */
import type { SyncResult } from '@sprintforge/protocol';
import type { ExitCode } from './outcome.ts';
import { fieldText, plural, shown, table, taskText } from './terminal.ts';

/** 1 when there are conflicts or refused cells to look at. */
export function syncExit(result: SyncResult): ExitCode {
  return result.parked !== undefined ||
    result.conflicts.length > 0 ||
    result.refused.length > 0 ||
    result.counts.conflicts + result.counts.refused > 0
    ? 1
    : 0;
}

export function syncText(result: SyncResult): string {
  const parts = [conflictLines, refusedLines, warningLines, impactLines, parkedLines];
  return [headline(result), ...parts.flatMap((lines) => lines(result))].join('\n');
}

/** An upload that waits on the server (rule A9). */
function parkedLines({ parked, project_id: project, confirm, repairs }: SyncResult): readonly string[] {
  if (parked === undefined) return [];
  return [
    ...[...confirm.map(({ code, effect }) => `  ${effect} (${code})`), ...repairs.map(({ what }) => `  ${what}`)],
    'Nothing was written: the upload waits on the server until somebody decides.',
    `  sprintforge parked ${project} ${parked}`,
  ];
}

/** The effect on the plan (rule A8): what of it changed. */
function impactLines({ impact }: SyncResult): readonly string[] {
  if (impact === null) return [];
  const { finish, critical_path: path, overload, cost } = impact;
  const { joined_count: joined = 0, left_count: left = 0 } = path;
  return [
    ...(finish.before === finish.after ? [] : [`  finish: ${shown(finish.before)} → ${shown(finish.after)}`]),
    ...(cost.before === cost.after ? [] : [`  cost: ${cost.before} → ${cost.after}`]),
    ...(joined + left === 0 ? [] : [`  critical path: ${joined} joined, ${left} left it`]),
    ...overload.map((one) => `  too much at once: ${overloadText(one)}`),
  ].map((line, at) => (at === 0 ? `Effect on the plan:\n${line}` : line));
}

function overloadText(one: unknown): string {
  const { person, day_from: from, day_to: to } = one as { person: string; day_from: string; day_to: string };
  return `${person}, ${from} to ${to}`;
}

function headline(result: SyncResult): string {
  const { counts } = result;
  if (counts.edits === 0) return `Nothing edited; the project is at revision ${result.version}.`;
  const parts = [
    `${counts.applied} applied`,
    `${counts.same} the same`,
    plural(counts.conflicts, 'conflict'),
    `${counts.refused} refused`,
  ];
  const what = `${plural(counts.edits, 'edit')}: ${parts.join(', ')}`;
  return result.dry_run || result.parked !== undefined
    ? `Would be ${what}. Nothing was written.`
    : `${what}. The project is at revision ${result.version}.`;
}

function conflictLines(result: SyncResult): readonly string[] {
  if (result.conflicts.length === 0) return [];
  const rows = result.conflicts.map((conflict) => [
    `  ${taskText(conflict.task_id, conflict.task_name)}`,
    fieldText(conflict.field, conflict.kind),
    `server: ${shown(conflict.ours, conflict.type)}`,
    `your workbook: ${shown(conflict.theirs, conflict.type)}`,
    `stands: ${conflict.standing === 'ours' ? 'server' : 'yours'}`,
    conflict.id ? decideWith(result, conflict.id) : '',
  ]);
  return ['Conflicts:', table(rows)];
}

const decideWith = ({ project_id: project, parked, dry_run: dry }: SyncResult, id: string): string => {
  if (parked !== undefined) return `decide: sprintforge parked ${project} ${parked} --choose ${id}=ours|theirs|base`;
  return dry ? '' : `resolve: sprintforge resolve ${project} ${id} ours|theirs|base|VALUE`;
};

function refusedLines(result: SyncResult): readonly string[] {
  if (result.refused.length === 0) return [];
  const about = (one: SyncResult['refused'][number]) =>
    one.task_name ? `  ${taskText(one.task_id ?? '', one.task_name)}` : '';
  return [
    'Refused cells:',
    ...result.refused.map((one) => `  ${one.sheet}!${one.cell}${about(one)}  ${one.message} (${one.code})`),
  ];
}

function warningLines(result: SyncResult): readonly string[] {
  if (result.warnings.length === 0) return [];
  return [
    'Notices:',
    ...result.warnings.map(
      (one) =>
        `  ${[one.task_id && taskText(one.task_id, one.task_name), one.message].filter(Boolean).join('  ')} (${one.code})`,
    ),
  ];
}
