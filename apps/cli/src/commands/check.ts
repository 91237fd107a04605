import { type Finding, screenWorkbook, XlsxError } from '@sprintforge/xlsx';
import { defineCommand } from '../command.ts';
import { readBytes } from '../files.ts';
import { table } from '../terminal.ts';

const EXIT = { accept: 0, strip: 1, refuse: 2 } as const;

export const check = defineCommand({
  usage: 'check <file>',
  summary: 'the security screen that every upload passes: accept, strip or refuse, and why',
  examples: ['sprintforge check Plan.xlsx'],
  run: async ([file = '']) => {
    const result = await screen(readBytes(file));
    return { document: result, text: checkText(file, result), exit: EXIT[result.verdict] };
  },
});

interface Verdict {
  readonly verdict: 'accept' | 'strip' | 'refuse';
  readonly findings: readonly Finding[];
}

/** What cannot be opened at all is a refusal as well, with the reader's own code. */
async function screen(bytes: Uint8Array): Promise<Verdict> {
  try {
    const { verdict, findings } = await screenWorkbook(bytes);
    return { verdict, findings };
  } catch (error) {
    if (!(error instanceof XlsxError)) throw error;
    const { part = '', sheet, cell } = error.where;
    const where = { part, ...(sheet ? { sheet } : {}), ...(cell ? { cell } : {}) };
    return {
      verdict: 'refuse',
      findings: [{ code: error.code, severity: 'refuse', message: error.message, ...where }],
    };
  }
}

function checkText(file: string, { verdict, findings }: Verdict): string {
  const meaning = {
    accept: 'can be uploaded as it is',
    strip: 'can be uploaded; what is listed would be taken out',
    refuse: 'would be refused',
  }[verdict];
  const rows = findings.map((one) => [
    `  ${one.severity}`,
    one.code,
    [one.sheet, one.cell].filter(Boolean).join('!') || one.part,
    one.message,
  ]);
  return [`${file} ${meaning}.`, ...(rows.length > 0 ? [table(rows)] : [])].join('\n');
}
