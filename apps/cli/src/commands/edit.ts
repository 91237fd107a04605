import { defineCommand } from '../command.ts';
import { applyOperation, type EditKind, type EditOperation } from '../edit-operation.ts';
import { CliError } from '../failure.ts';
import { refuseWhenOpen, writeAtomically } from '../files.ts';
import { openFile } from '../plan-file.ts';
import { plural } from '../terminal.ts';

const KINDS: readonly (readonly [EditKind, string, string])[] = [
  ['set', "'Sheet!D14=7'", 'a number, TRUE, FALSE, an ISO date in a cell formatted as a date, else text'],
  ['set-text', "'Sheet!D14=007'", 'text, whatever it looks like'],
  ['clear', "'Sheet!D14'", 'empty the cell; its format stays'],
  ['insert-rows', "'Sheet!5:2'", 'two rows before row 5'],
  ['delete-rows', "'Sheet!7:1'", 'one row from row 7'],
];

type Options = { readonly output?: string } & { readonly [option: string]: readonly EditOperation[] | undefined };

export const edit = defineCommand<Options>({
  usage: 'edit <file>',
  summary: 'change cells and rows of a workbook and nothing else in it; applied in the order given',
  examples: [
    "sprintforge edit Plan.xlsx -o Plan.xlsx --set 'Tasks!D14=7' --clear \"'My notes'!B2\"",
    "sprintforge edit Plan.xlsx -o New.xlsx --insert-rows 'Tasks!5:2' --set-text 'Tasks!A5=007'",
  ],
  options: (command) => {
    command.option('-o, --output <out>', 'where the changed workbook goes (may be the file itself)');
    // One list for all kinds, so that the order on the command line is the order of work.
    const operations: EditOperation[] = [];
    for (const [kind, example, help] of KINDS)
      command.option(`--${kind} <${example}>`, help, (argument: string) => {
        operations.push({ kind, argument });
        return operations;
      });
  },
  run: async ([file = ''], options) => {
    const operations = KINDS.map(([kind]) => options[camelCase(kind)]).find((list) => list !== undefined) ?? [];
    const { output } = options;
    if (!output)
      throw new CliError('BAD_ARGUMENT', 'say where the changed workbook goes: -o OUT (may be the file itself)');
    refuseWhenOpen(output);
    const { workbook } = openFile(file);
    for (const operation of operations) applyOperation(workbook, operation);
    writeAtomically(output, await workbook.toBytes());
    const { partsTotal, partsChanged } = workbook.receipt;
    const document = {
      file: output,
      operations: operations.length,
      receipt: { parts_total: partsTotal, parts_changed: partsChanged },
    };
    const parts = partsChanged.map((one) => one.part).join(', ') || 'no part';
    return {
      document,
      text: `${output}: ${plural(operations.length, 'operation')}; changed ${parts} of ${partsTotal} parts`,
    };
  },
});

const camelCase = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
