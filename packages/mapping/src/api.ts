/**
 * Between a workbook and a snapshot: which column of which sheet is which field, what the rows say, and how a copy was handed out.
 *
 * The way of an upload: `readMetadata` + `findTable` (or the bindings in the metadata) → `readPlan` (cells, no identity)
 * → `identify` against the base (rules ID1-ID8, V7, C3, V6) → `Theirs` for core's merge → `writePlan` (rules R1-R9).
 */
export * from './api/detection.ts';
export * from './api/error.ts';
export * from './api/reading.ts';
export * from './api/writing.ts';

// Functions of this package (signatures; see the files named):
//
// detect.ts      findTable(workbook: Workbook, hint?: { sheet?: string; headerRow?: number; columns?: Record<string, string> }): Detection
// read.ts        readPlan(workbook: Workbook, mapping: TableMapping, resources?: Detection['resources']): PlanRead
// identify.ts    identify(plan: PlanRead, base: Snapshot, shadow: Shadow, ids: IdSource, options?: { repairs?: ReadonlySet<string>; application?: string }): Identified
// import.ts      importPlan(plan: PlanRead, ids: IdSource): { snapshot: Snapshot; rowIds: readonly TaskId[]; refused: RefusedCell[]; notices: ReadNotice[]; shadow: Shadow }
// match.ts       matchRows(base: PlanRead, other: PlanRead): ReadonlyMap<number, number>   // other row index → base row index, for plans without our IDs
// metadata.ts    readMetadata(workbook: Workbook): MetadataState;  signedPayload(metadata: CopyMetadata): string;  rebind(workbook, metadata): { mapping, resources, missing }
// write.ts       writePlan(workbook: Workbook, plan: PlanRead, rowIds: readonly TaskId[], target: Snapshot, handOut: HandOut | null): Promise<WriteResult>
// sync-sheet.ts  readChoices(workbook: Workbook): readonly SheetChoice[]
// template.ts    newWorkbook(snapshot: Snapshot, kind: 'tasks' | 'gantt' | 'sprint', projectName: string): Promise<Uint8Array>   // plain; writePlan then makes a copy of it
