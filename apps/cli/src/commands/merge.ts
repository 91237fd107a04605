import { type Edit, fieldType, type Snapshot, type Strategy } from '@sprintforge/core';
import { writePlan } from '@sprintforge/mapping';
import { Option } from 'commander';
import { defineCommand } from '../command.ts';
import { refuseWhenOpen, writeAtomically } from '../files.ts';
import { completedBase } from '../lens-base.ts';
import { type Comparison, compare } from '../plan-changes.ts';
import { openPlan, type PlanFile } from '../plan-file.ts';
import { fieldText, plural, shown, table, taskText } from '../terminal.ts';

interface Options {
  readonly output: string;
  readonly strategy: Strategy;
}

export const merge = defineCommand<Options>({
  usage: 'merge <base> <ours> <theirs>',
  summary: 'three-way merge of workbooks, patched into THEIRS (a git merge driver)',
  examples: [
    'sprintforge merge Base.xlsx Server.xlsx Mine.xlsx -o Merged.xlsx',
    'git config merge.xlsx.driver "npx sprintforge merge %O %A %B -o %A"',
  ],
  options: (command) =>
    command
      .requiredOption('-o, --output <out>', 'the merged workbook (replaced when it exists)')
      .addOption(
        new Option(
          '--strategy <strategy>',
          'whose value stands in a conflict; manual writes nothing while there is one',
        )
          .choices(['server', 'client', 'merge', 'manual'])
          .default('server'),
      ),
  run: async ([baseFile = '', oursFile = '', theirsFile = ''], { output, strategy }) => {
    refuseWhenOpen(output);
    const [ours, theirs] = [await openPlan(oursFile), await openPlan(theirsFile)];
    const base = completedBase(await openPlan(baseFile), ours);
    const head = compare(base, base.snapshot, ours, 'client').result.merged;
    const comparison = compare(base, head, theirs, strategy);
    const conflicts = comparison.result.conflicts.length;
    const written = !(strategy === 'manual' && conflicts > 0);
    if (written) writeAtomically(output, await patched(theirs, comparison));
    const document = report(comparison);
    const exit = conflicts + document.refused.length > 0 ? 1 : 0;
    return { document, text: mergeText(document, written ? output : null), exit };
  },
});

/** THEIRS with the merged plan written into it; no metadata of a server in it. */
async function patched(theirs: PlanFile, { plan, identified, shown: target }: Comparison): Promise<Uint8Array> {
  const written = await writePlan(theirs.workbook, plan, identified.rowIds, target, null);
  return written.bytes;
}

function report({ identified, result }: Comparison) {
  return {
    applied: result.counts.applied,
    same: result.counts.same,
    conflicts: result.conflicts.map(({ subject, reason, base, ours, theirs, standing }) => ({
      ...named(subject, result.merged),
      base,
      ours,
      theirs,
      reason,
      standing,
    })),
    refused: identified.refused,
    warnings: result.warnings,
  };
}

function named(subject: Edit['subject'], plan: Snapshot) {
  const edge = subject.kind === 'dependency' ? (subject.key.split('>')[1]?.split(':')[0] ?? subject.key) : null;
  const taskId = subject.kind === 'dependency' ? subject.key : subject.id;
  const task = String(plan.tasks.get(edge ?? taskId)?.fields.name ?? '');
  const field = subject.kind === 'dependency' ? 'predecessors' : subject.kind === 'field' ? subject.field : null;
  return { taskId, task, field, type: subject.kind === 'field' ? fieldType(plan.fields, subject.field) : null };
}

function mergeText(found: ReturnType<typeof report>, output: string | null): string {
  const rows = found.conflicts.map((one) => [
    `  ${taskText(one.taskId, one.task)}`,
    fieldText(one.field),
    `base: ${shown(one.base, one.type)}`,
    `ours: ${shown(one.ours, one.type)}`,
    `theirs: ${shown(one.theirs, one.type)}`,
    `stands: ${one.standing}`,
  ]);
  return [
    `${found.applied} applied, ${found.same} the same, ${plural(found.conflicts.length, 'conflict')}, ${found.refused.length} refused`,
    ...(rows.length > 0 ? [table(rows)] : []),
    ...found.refused.map((one) => `  ${one.sheet}!${one.cell}  ${one.message} (${one.code})`),
    output
      ? `Merged workbook: ${output}`
      : 'Nothing was written: decide the conflicts first, or choose another --strategy.',
  ].join('\n');
}
