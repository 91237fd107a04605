import { Refusal } from './refusal.ts';

/** The problem of a workbook that the engine would not take. */
export function refusedWorkbook(outcome: {
  readonly code: string;
  readonly message: string;
  readonly where: object;
  readonly findings: readonly unknown[];
  readonly sheets?: readonly string[];
}): Refusal {
  const codes = {
    BAD_LENS: 'BAD_LENS',
    NOT_XLSX: 'NOT_XLSX',
    NO_TABLE: 'NO_TABLE',
    BASE_EXPIRED: 'BASE_EXPIRED',
  } as const;
  const code = codes[outcome.code as keyof typeof codes] ?? 'WORKBOOK_REFUSED';
  const { where, findings, sheets } = outcome;
  const extra = { reason: outcome.code, where, findings, ...(sheets ? { sheets } : {}) };
  return new Refusal(code, outcome.message, extra);
}
