/** What the workbook says about itself: whose copy it is, and how its columns are bound (rule B3). */
import type { FieldType } from '@sprintforge/core';

export interface BoundColumn {
  /** 1-based, as handed out. */
  readonly column: number;
  readonly header: string;
  readonly field: string;
  readonly type: FieldType;
  readonly style: {
    readonly percent?: 'fraction' | 'points';
    readonly date?: string;
    readonly durationUnit?: string;
    readonly durationText?: boolean;
    /** By what predecessors name tasks. */
    readonly reference?: 'row' | 'number' | 'wbs' | 'id' | 'name';
    readonly separator?: string;
  };
}

export interface CopyOf {
  readonly project: string;
  readonly copy: string;
  /** The revision that it was handed out at. */
  readonly revision: number;
  readonly isLens: boolean;
  readonly sheet: string;
  readonly headerRow: number;
  readonly firstRow: number;
  readonly idColumn: number | null;
  /** Blanks before the names tell the outline. */
  readonly isIndented: boolean;
  readonly columns: readonly BoundColumn[];
  /** Task IDs by the rows that they had then. */
  readonly order: readonly string[];
}

/** What of the payload is used. */
interface Payload {
  readonly project: string;
  readonly copy: string;
  readonly revision: number;
  readonly lens?: object;
  readonly bindings: {
    readonly sheet: string;
    readonly headerRow: number;
    readonly firstRow: number;
    readonly idColumn: number | null;
    readonly outline: string;
    readonly columns: readonly BoundColumn[];
  };
}

/** null: it is no copy of a project. The server checks the signature when something is sent. */
export async function readCopyOf(context: Excel.RequestContext): Promise<CopyOf | null> {
  const sheet = context.workbook.worksheets.getItemOrNullObject('_SYNC_META');
  const used = sheet.getUsedRangeOrNullObject(true);
  used.load('values');
  const hashes = context.workbook.worksheets.getItemOrNullObject('_HASH').getUsedRangeOrNullObject(true);
  hashes.load('values');
  await context.sync();
  if (used.isNullObject) return null;
  const rows = new Map(used.values.map((row) => [String(row[0]), String(row[1] ?? '')]));
  const payload = payloadOf(rows);
  if (payload === null) return null;
  const { bindings, project, copy, revision, lens } = payload;
  const { sheet: name, headerRow, firstRow, idColumn, outline, columns } = bindings;
  const bound = outline === 'columns' ? columns.map(withoutNames) : columns;
  const table = { sheet: name, headerRow, firstRow, idColumn, isIndented: outline === 'indent', columns: bound };
  // resources and the head have a kind
  const order = hashes.isNullObject ? [] : hashes.values.filter((row) => !row[2]).map(([id]) => String(id));
  return { project, copy, revision, isLens: lens !== undefined, ...table, order };
}

/** Names that stand in one of several columns, one for each level, wait for an upload, as the outline does that they tell. */
const withoutNames = (column: BoundColumn): BoundColumn =>
  /^name[2-9]?$/.test(column.field) ? { ...column, type: 'outline' } : column;

function payloadOf(rows: ReadonlyMap<string, string>): Payload | null {
  const count = Number(rows.get('chunks'));
  const chunks = Array.from({ length: count || 0 }, (_, at) => rows.get(`payload_${at + 1}`) ?? '');
  if (chunks.length === 0) return null;
  try {
    return JSON.parse(atob(chunks.map((chunk) => chunk.trim().replace(/^p:/, '')).join(''))) as Payload;
  } catch (error) {
    // damaged by some program: as good as none, and told so
    if (error instanceof SyntaxError || error instanceof DOMException) return null;
    throw error;
  }
}
