/** The security screen and the opening of what came in. */
import { type MappingError, MappingError as MappingFault } from '@sprintforge/mapping';
import { type Finding, openWorkbook, screenWorkbook, stripMacros, type Workbook, XlsxError } from '@sprintforge/xlsx';
import type { RefusedWorkbook } from '../ports/engine.ts';

export type Opened =
  | { readonly kind: 'opened'; readonly workbook: Workbook; readonly findings: readonly Finding[] }
  | RefusedWorkbook;

export async function openUpload(bytes: Uint8Array): Promise<Opened> {
  const screened = screenWorkbook(bytes);
  const findings = screened.findings;
  if (screened.verdict === 'refuse') {
    const worst = findings.find((finding) => finding.severity === 'refuse');
    const { part = '', sheet = '', cell = '' } = worst ?? {};
    const message = worst?.message ?? 'the workbook is refused';
    return { kind: 'refused', code: worst?.code ?? 'REFUSED', message, where: { part, sheet, cell }, findings };
  }
  const clean = screened.verdict === 'strip' ? await stripMacros(bytes) : bytes;
  return { kind: 'opened', workbook: openWorkbook(clean), findings };
}

/** Runs a job; what a workbook is refused for becomes a value, everything else stays an error. */
export async function refusing<T>(work: () => Promise<T>): Promise<T | RefusedWorkbook> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof XlsxError || error instanceof MappingFault)) throw error;
    return refusedBy(error);
  }
}

function refusedBy(error: XlsxError | MappingError): RefusedWorkbook {
  const where = Object.fromEntries(Object.entries(error.where).filter((entry) => typeof entry[1] === 'string'));
  return { kind: 'refused', code: error.code, message: error.message, where, findings: [] };
}
