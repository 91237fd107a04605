import type { Change } from '@sprintforge/protocol';
import { defineCommand } from '../command.ts';
import { connect } from '../connection.ts';
import { fieldText, plural, shown, table, taskText } from '../terminal.ts';
import { openCopy, push, waitingResult } from '../upload.ts';

interface Options {
  readonly project?: string;
}

export const status = defineCommand<Options>({
  usage: 'status <file>',
  summary: 'what you have edited since this copy was handed out, and whether the project has moved on',
  examples: ['sprintforge status Plan.xlsx'],
  options: (command) => command.option('--project <id>', 'for a workbook that does not say whose copy it is'),
  run: async ([file = ''], options) => {
    const client = connect();
    const copy = await openCopy(file, options.project);
    const result = await push(client, copy, { dryRun: true }).catch((error: unknown) => {
      const waiting = waitingResult(error);
      if (!waiting) throw error;
      return waiting;
    });
    const { version } = await client.project(copy.project);
    const document = {
      project_id: copy.project,
      copy_id: copy.copy,
      base_version: copy.revision,
      version,
      behind: Math.max(0, version - copy.revision),
      counts: result.counts,
      changes: result.changes,
      conflicts: result.conflicts,
      refused: result.refused,
    };
    const exit = result.counts.conflicts + result.counts.refused > 0 ? 1 : 0;
    return { document, text: statusText(document), exit };
  },
});

interface Standing {
  readonly base_version: number;
  readonly version: number;
  readonly behind: number;
  readonly counts: { readonly edits: number; readonly conflicts: number };
  readonly changes: readonly Change[];
}

function statusText(found: Standing): string {
  const rows = found.changes.map((one) => [
    `  ${taskText(one.task_id, one.task_name)}`,
    fieldText(one.field, one.kind),
    `${shown(one.before, one.type)} → ${shown(one.after, one.type)}`,
  ]);
  const behind = found.behind === 0 ? 'up to date' : `${plural(found.behind, 'revision')} behind`;
  const edits =
    found.counts.edits === 0
      ? 'no edits of yours'
      : `${plural(found.counts.edits, 'edit')} of yours, ${plural(found.counts.conflicts, 'conflict')}`;
  const next =
    found.counts.edits > 0
      ? ['`sprintforge sync FILE` sends them.']
      : found.behind > 0
        ? ['`sprintforge pull FILE` brings the rest.']
        : [];
  return [
    `Copy of revision ${found.base_version}, the project is at ${found.version}: ${behind}; ${edits}.`,
    ...(rows.length > 0 ? [table(rows)] : []),
    ...next,
  ].join('\n');
}
