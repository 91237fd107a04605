/** A sync's result for people: what became of the edits, and what is left to do. */
import type { SyncResult } from '@sprintforge/protocol';
import type { ExitCode } from './outcome.ts';
import { plural, shown, table } from './terminal.ts';

/** 1 when there are conflicts or refused cells to look at. */
export function syncExit(result: SyncResult): ExitCode {
  return result.conflicts.length > 0 || result.refused.length > 0 || result.counts.conflicts + result.counts.refused > 0
    ? 1
    : 0;
}

export function syncText(result: SyncResult): string {
  return [headline(result), ...conflictLines(result), ...refusedLines(result), ...warningLines(result)].join('\n');
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
  return result.dry_run
    ? `Would be ${what}. Nothing was written.`
    : `${what}. The project is at revision ${result.version}.`;
}

function conflictLines(result: SyncResult): readonly string[] {
  if (result.conflicts.length === 0) return [];
  const rows = result.conflicts.map((conflict) => [
    `  ${conflict.task_id}`,
    conflict.field ?? conflict.kind,
    `server: ${shown(conflict.ours)}`,
    `your workbook: ${shown(conflict.theirs)}`,
    `stands: ${conflict.standing === 'ours' ? 'server' : 'yours'}`,
    conflict.id ? `resolve: sprintforge resolve ${result.project_id} ${conflict.id} ours|theirs|base|VALUE` : '',
  ]);
  return ['Conflicts:', table(rows)];
}

function refusedLines(result: SyncResult): readonly string[] {
  if (result.refused.length === 0) return [];
  return ['Refused cells:', ...result.refused.map((one) => `  ${one.sheet}!${one.cell}  ${one.message} (${one.code})`)];
}

function warningLines(result: SyncResult): readonly string[] {
  if (result.warnings.length === 0) return [];
  return [
    'Notices:',
    ...result.warnings.map((one) => `  ${[one.task_id, one.message].filter(Boolean).join('  ')} (${one.code})`),
  ];
}
