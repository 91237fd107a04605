/** A project out of a workbook or a template. */
import type { ReadNotice, RefusedCell, TableMapping } from '@sprintforge/mapping';
import type { Finding, ScreenPolicies } from '@sprintforge/xlsx';
import type { CopyTicket, NewState, RenderedCopy } from './workbooks.ts';

export interface ImportJob {
  readonly bytes: Uint8Array;
  /** Where they differ from the screen's own. */
  readonly policies: Partial<ScreenPolicies>;
  readonly hint?: { readonly sheet?: string; readonly headerRow?: number; readonly columns?: Record<string, string> };
  readonly ticket: CopyTicket;
}
export interface TemplateJob {
  readonly name: string;
  readonly template: 'tasks' | 'gantt' | 'sprint';
  readonly ticket: CopyTicket;
}
export interface Imported {
  readonly kind: 'imported';
  readonly state: NewState;
  readonly layout: RenderedCopy;
  /** Names of the sheets that a person sees, in their order. */
  readonly sheets: readonly string[];
  readonly mapping: TableMapping;
  /** Every column of the table, the unbound ones too. */
  readonly columns: readonly {
    readonly column: string;
    readonly header: string;
    readonly field: string | null;
    readonly type: string | null;
    readonly confidence: number;
  }[];
  readonly refused: readonly RefusedCell[];
  readonly notices: readonly (ReadNotice | Finding)[];
}
