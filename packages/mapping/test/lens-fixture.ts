/** Lens workbooks of a plan, handed out and read again; and what is in their packages. */
import {
  type Lens,
  type MergeResult,
  merge,
  type Snapshot,
  type TaskId,
  tasksInLens,
  throughLens,
} from '@sprintforge/core';
import { openWorkbook, type Workbook } from '@sprintforge/xlsx';
import { expectWhole } from '../../../test/support/whole.ts';
import type { Shadow } from '../src/api.ts';
import { identifyLens, type LensReading } from '../src/lens/identify-lens.ts';
import { lensWorkbook } from '../src/lens/lens-workbook.ts';
import { readMetadata, rebind } from '../src/metadata.ts';
import { readPlan } from '../src/read.ts';
import { writePlan } from '../src/write.ts';
import { handOut, ids } from './copy-fixture.ts';

export interface LensCopy {
  readonly bytes: Uint8Array;
  readonly shadow: Shadow;
  readonly lens: Lens;
}

export async function lensCopy(plan: Snapshot, lens: Lens): Promise<LensCopy> {
  const { bytes, mapping } = await lensWorkbook(plan, lens);
  const workbook = openWorkbook(bytes);
  const read = readPlan(workbook, mapping);
  const target = throughLens(plan, lens);
  const out = handOut(mapping);
  const metadata = { ...out.metadata, lens };
  const rowIds = read.rows.map(({ id }) => id);
  const written = await writePlan(workbook, read, rowIds, target, { ...out, metadata });
  expectWhole(bytes, written.bytes);
  return { bytes: written.bytes, shadow: written.shadow, lens };
}

export interface Uploaded extends LensReading {
  readonly result: MergeResult;
  readonly workbook: Workbook;
}

/** Reads a lens workbook against `base` and merges it into `ours`. */
export function uploadLens(bytes: Uint8Array, base: Snapshot, shadow: Shadow, ours: Snapshot = base): Uploaded {
  const workbook = openWorkbook(bytes);
  const state = readMetadata(workbook);
  if (state.state !== 'signed' || state.metadata.lens === undefined) throw new Error('not a lens workbook');
  const { mapping, missing } = rebind(workbook, state.metadata);
  const plan = { ...readPlan(workbook, mapping), missingColumns: missing };
  const reading = identifyLens(workbook, plan, base, shadow, ids(50_000), state.metadata.lens);
  return { ...reading, workbook, result: merge(base, ours, reading.identified.theirs, { strategy: 'server' }) };
}

/** The uploaded workbook with the merged plan in it, as it is handed back. */
export async function handBack({ workbook, plan, rows, identified, result }: Uploaded, lens: Lens): Promise<LensCopy> {
  const target = throughLens(result.merged, lens, rows);
  const inside = new Set(tasksInLens(result.merged, lens).map(({ id }) => id));
  const left = [...target.tasks.keys()].filter((id) => !inside.has(id));
  const out = handOut(plan.mapping);
  const status = new Map(
    left.map((id) => [id, { status: 'left', changedBy: '', changedAt: out.metadata.issuedAt, fields: [] }] as const),
  );
  const written = await writePlan(workbook, plan, identified.rowIds, target, {
    ...out,
    status,
    metadata: { ...out.metadata, lens },
  });
  return { bytes: written.bytes, shadow: { ...written.shadow, lens, left }, lens };
}

export type CellChange = readonly [row: TaskId | number, field: string, value: string | number | null];

/** The copy with cells changed, rows by task or by number. */
export async function withCells(bytes: Uint8Array, changes: readonly CellChange[]): Promise<Uint8Array> {
  const { workbook, mapping, rowOf } = opened(bytes);
  const edits = changes.map(([at, field, value]) => ({
    row: typeof at === 'number' ? at : rowOf(at),
    column: field === 'id' ? 1 : mapping.columns.find((binding) => binding.field === field)!.column,
    value,
  }));
  workbook.setCells(mapping.sheet, edits);
  return workbook.toBytes();
}

export async function withoutRow(bytes: Uint8Array, id: TaskId): Promise<Uint8Array> {
  const { workbook, mapping, rowOf } = opened(bytes);
  workbook.deleteRows(mapping.sheet, [{ at: rowOf(id), count: 1 }]);
  return workbook.toBytes();
}

export function opened(bytes: Uint8Array) {
  const workbook = openWorkbook(bytes);
  const state = readMetadata(workbook);
  if (state.state !== 'signed') throw new Error(`metadata is ${state.state}`);
  const { mapping } = rebind(workbook, state.metadata);
  const rows = readPlan(workbook, mapping).rows;
  return { workbook, mapping, rows, rowOf: (id: TaskId) => rows.find((row) => row.id === id)!.row };
}

/** All that a package says, inflated; the signed payload decoded. */
export function everything(bytes: Uint8Array): string {
  const workbook = openWorkbook(bytes);
  const state = readMetadata(workbook);
  const parts = workbook.parts.map((name) => `${name}\n${Buffer.from(workbook.part(name)!).toString('utf8')}`);
  return [...parts, state.state === 'signed' ? state.payload : ''].join('\n');
}
