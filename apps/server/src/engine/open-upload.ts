/** The security screen and the opening of what came in. */
import { type MappingError, MappingError as MappingFault } from '@sprintforge/mapping';
import {
  type Finding,
  openScreened,
  type ScreenOptions,
  stripWorkbook,
  type Workbook,
  XlsxError,
} from '@sprintforge/xlsx';
import type { RefusedWorkbook } from '../ports/engine.ts';

export type Opened =
  | { readonly kind: 'opened'; readonly workbook: Workbook; readonly findings: readonly Finding[] }
  | RefusedWorkbook;

/** Findings of an opened workbook: what was taken out of it, and what is only worth a word. Queries that are our own stay. */
export async function openUpload(
  bytes: Uint8Array,
  options: Required<Pick<ScreenOptions, 'policies' | 'ownQueries'>>,
): Promise<Opened> {
  const { verdict, findings, workbook } = openScreened(bytes, options);
  if (verdict === 'refuse') return refusedFor(findings);
  if (workbook !== null) return { kind: 'opened', workbook, findings: findings.filter((finding) => !isOwn(finding)) };
  const { bytes: clean, stripped } = await stripWorkbook(bytes, options);
  const again = openScreened(clean, options);
  if (again.workbook === null) return refusedFor([...again.findings, ...stripped]);
  return { kind: 'opened', workbook: again.workbook, findings: [...stripped, ...again.findings] };
}

/** Connections are only there to be told of when they are ours. */
const isOwn = ({ code, severity }: Finding): boolean => code === 'EXT_CONNECTION' && severity === 'info';

/** By the gravest finding; something that should have been stripped and was not is as grave as any. */
function refusedFor(findings: readonly Finding[]): RefusedWorkbook {
  const worst =
    findings.find(({ severity }) => severity === 'refuse') ?? findings.find(({ severity }) => severity === 'strip');
  const { part = '', sheet = '', cell = '' } = worst ?? {};
  const message = worst?.message ?? 'the workbook is refused';
  return { kind: 'refused', code: worst?.code ?? 'REFUSED', message, where: { part, sheet, cell }, findings };
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
