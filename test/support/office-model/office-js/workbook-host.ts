/** The workbook behind the task pane: does what waited in the queue, in its order, and stops at the first that Excel refuses. */
import fs from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { addressOf, parseArea } from '../area.ts';
import { OfficeError } from '../office-error.ts';
import type { OfficeSheet } from '../office-sheet.ts';
import type { OfficeWorkbook } from '../office-workbook.ts';
import type { CellInput } from '../typed-input.ts';

interface Step {
  readonly call: string;
  readonly on: number;
  readonly makes?: number;
  readonly args: readonly unknown[];
}

type Thing =
  | { readonly kind: 'workbook' | 'worksheets' | 'names' | 'null' }
  | { readonly kind: 'sheet'; readonly sheet: OfficeSheet }
  | { readonly kind: 'range'; readonly sheet: OfficeSheet; readonly address: string };

/** Where the person is led to, e.g. `Plan!C7`. */
export interface OfficeHost {
  readonly selected: readonly string[];
  /** A person types into the open workbook: here, or somewhere else in the same file. */
  type(
    sheet: string,
    address: string,
    values: readonly (readonly CellInput[])[],
    source?: 'Local' | 'Remote',
  ): Promise<void>;
  edit(change: (workbook: OfficeWorkbook) => void, sheet: string, source?: 'Local' | 'Remote'): Promise<void>;
}

const LIBRARY = 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js';

/** Every page of the context that loads Microsoft's library gets this host instead. */
export async function officeHost(context: BrowserContext, workbook: OfficeWorkbook): Promise<OfficeHost> {
  const selected: string[] = [];
  const source = stripTypeScriptTypes(fs.readFileSync(path.join(import.meta.dirname, 'page-host.ts'), 'utf8'));
  await context.route(LIBRARY, (route) => route.fulfill({ contentType: 'text/javascript', body: source }));
  const things = new Map<number, Thing>([[0, { kind: 'workbook' }]]);
  await context.exposeFunction('officeExchange', async (steps: readonly Step[]) => {
    const loaded: [number, Record<string, unknown>][] = [];
    try {
      for (const step of steps) loaded.push(...run(workbook, things, step, selected));
    } catch (error) {
      if (!(error instanceof OfficeError)) throw error;
      return { error: { code: error.code, message: error.message }, loaded };
    }
    return { loaded };
  });
  let by: 'Local' | 'Remote' = 'Local';
  workbook.listen(({ sheet, address, type }) => {
    const event = { source: by, address, changeType: type, type: 'WorksheetChanged' };
    for (const page of context.pages()) void tell(page, sheet, event);
  });
  const edit: OfficeHost['edit'] = async (change, _sheet, source = 'Local') => {
    by = source;
    try {
      change(workbook);
    } finally {
      by = 'Local';
    }
  };
  return {
    selected,
    edit,
    type: (sheet, address, values, source) =>
      edit((open) => open.sheet(sheet)!.setValues(parseArea(address), values), sheet, source),
  };
}

/** A pane that is being closed hears nothing. */
async function tell(page: Page, sheet: string, event: object): Promise<void> {
  await page
    .evaluate(
      ([name, what]) =>
        (globalThis as unknown as { tellChange: (sheet: string, event: object) => void }).tellChange?.(name, what),
      [sheet, event] as const,
    )
    .catch(() => undefined);
}

function run(
  workbook: OfficeWorkbook,
  things: Map<number, Thing>,
  step: Step,
  selected: string[],
): [number, Record<string, unknown>][] {
  const on = things.get(step.on) ?? { kind: 'null' };
  if (step.makes !== undefined) {
    const made = make(workbook, on, step);
    things.set(step.makes, made);
    return [[step.makes, { isNullObject: made.kind === 'null' }]];
  }
  if (on.kind === 'names' && step.call === 'load')
    return [[step.on, { items: workbook.names.map((name) => nameOf(workbook, name)) }]];
  if (on.kind === 'sheet') return onSheet(on.sheet, step, selected);
  if (on.kind === 'range') return onRange(on, step, selected);
  if (on.kind === 'null' && step.call === 'load') return [];
  throw new OfficeError('ItemNotFound', `nothing to ${step.call}`, '');
}

function make(workbook: OfficeWorkbook, on: Thing, { call, args }: Step): Thing {
  const [first] = args;
  if (on.kind === 'workbook') return { kind: call as 'worksheets' | 'names' };
  if (on.kind === 'worksheets') {
    const sheet = workbook.sheet(String(first));
    if (sheet) return { kind: 'sheet', sheet };
    if (call === 'getItem') throw new OfficeError('ItemNotFound', 'no such sheet', String(first));
    return { kind: 'null' };
  }
  if (on.kind !== 'sheet') return { kind: 'null' };
  if (call === 'getRange') return { kind: 'range', sheet: on.sheet, address: checked(String(first)) };
  const used = on.sheet.usedArea();
  return used ? { kind: 'range', sheet: on.sheet, address: addressOf(on.sheet.name, used) } : { kind: 'null' };
}

const checked = (address: string): string => {
  parseArea(address);
  return address;
};

function nameOf(workbook: OfficeWorkbook, name: string): { readonly name: string; readonly formula: string } {
  const found = workbook.named(name);
  if (!found) return { name, formula: '=#REF!' };
  const absolute = addressOf(found.sheet.name, found.area).replace(/([A-Z]+)(\d+)(?=:|$)/g, '$$$1$$$2');
  return { name, formula: `=${absolute}` };
}

function onSheet(sheet: OfficeSheet, { call, on }: Step, selected: string[]): [number, Record<string, unknown>][] {
  if (call === 'load') return [[on, { name: sheet.name }]];
  if (call === 'activate') selected.push(sheet.name);
  return [];
}

function onRange(
  { sheet, address }: Extract<Thing, { kind: 'range' }>,
  { call, on, args }: Step,
  selected: string[],
): [number, Record<string, unknown>][] {
  const area = parseArea(address);
  const read: Readonly<Record<string, () => unknown>> = {
    values: () => sheet.values(area),
    formulas: () => sheet.formulas(area),
    text: () => sheet.texts(area),
    numberFormat: () => sheet.numberFormats(area),
    address: () => addressOf(sheet.name, area),
  };
  if (call === 'load') return [[on, Object.fromEntries(args.map((name) => [String(name), read[String(name)]!()]))]];
  if (call === 'set values') sheet.setValues(area, args[0] as CellInput[][]);
  if (call === 'set numberFormat') sheet.setNumberFormats(area, args[0] as string[][]);
  if (call === 'insert') sheet.insertRows(area);
  if (call === 'delete') sheet.deleteRows(area);
  if (call === 'select') selected.push(addressOf(sheet.name, area));
  return [];
}
