/** Writing a copy for somebody, and reading it back before it leaves (rules B3, R3, R4, R6). */
import { createHmac } from 'node:crypto';
import type { PlanWarning, Snapshot } from '@sprintforge/core';
import {
  type Detection,
  type HandOut,
  type PlanRead,
  type ReadNotice,
  type RefusedCell,
  type RowStatus,
  type WriteResult,
  writePlan,
} from '@sprintforge/mapping';
import type { Finding, Workbook } from '@sprintforge/xlsx';
import type { CopyTicket, OpenConflict, RenderedCopy } from '../ports/engine.ts';
import type { LensView } from './lens-view.ts';
import { packShadow, sha256 } from './packing.ts';
import { sheetConflicts } from './sheet-conflicts.ts';

export interface CopyContent {
  readonly workbook: Workbook;
  readonly plan: PlanRead;
  readonly resources: Detection['resources'];
  readonly rowIds: readonly string[];
  readonly target: Snapshot;
  readonly revision: number;
  readonly hash: string;
  readonly ticket: CopyTicket;
  readonly conflicts: readonly OpenConflict[];
  readonly status: ReadonlyMap<string, RowStatus>;
  readonly refused: readonly RefusedCell[];
  readonly warnings: readonly (PlanWarning | ReadNotice | Finding)[];
  /** Formulas that a confirmed repair puts back (rule V8). */
  readonly formulas?: HandOut['formulas'];
  readonly script?: HandOut['script'];
  /** A lens copy (rule R8): `target` is what it shows of `head`. */
  readonly through?: { readonly view: LensView; readonly head: Snapshot };
}

export interface Written {
  /** What was written, as it is open. */
  readonly workbook: Workbook;
  readonly copy: RenderedCopy;
  readonly result: WriteResult;
}

export async function writeCopy(content: CopyContent): Promise<Written> {
  const { workbook, plan, rowIds, target, through } = content;
  const result = await writePlan(workbook, plan, rowIds, target, handOut(content));
  const { bytes, receipt } = result;
  const shadow = through ? { ...result.shadow, lens: through.view.lens, left: through.view.left } : result.shadow;
  const copy = { bytes, shadow: packShadow(shadow), sha256: sha256(bytes), lens: through !== undefined, receipt };
  return { workbook, result, copy };
}

function handOut(content: CopyContent): HandOut {
  const { ticket, plan, revision, hash, through } = content;
  const { key, history, ...claim } = ticket;
  const metadata = {
    format: 1 as const,
    ...claim,
    revision,
    hash,
    bindings: plan.mapping,
    resources: content.resources,
    ...(through ? { lens: through.view.lens } : {}),
  };
  return {
    metadata,
    sign: (payload) => createHmac('sha256', key).update(payload).digest('hex'),
    status: content.status,
    conflicts: sheetConflicts(through?.head ?? content.target, content.conflicts),
    refused: content.refused,
    warnings: content.warnings.map(asNotice),
    // who changed how much when is not for everybody who sees a part
    history: through ? [] : history,
    ...(ticket.locale === undefined ? {} : { locale: ticket.locale }),
    ...(content.script === undefined ? {} : { script: content.script }),
    ...(content.formulas === undefined ? {} : { formulas: content.formulas }),
  };
}

/** What the screen found, as the sheet tells it. */
function asNotice(warning: PlanWarning | ReadNotice | Finding): PlanWarning | ReadNotice {
  if (!('severity' in warning)) return warning;
  const { code, message, sheet = '', cell } = warning;
  return { code, message, sheet, ...(cell === undefined ? {} : { cell }) };
}
