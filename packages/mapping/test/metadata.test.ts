import { columnLetter, columnNumber, openWorkbook } from '@sprintforge/xlsx';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { joinChunks, parsePayload, payloadChunks } from '../src/metadata/payload.ts';
import { readMetadata, rebind, signedPayload } from '../src/metadata.ts';
import { newWorkbook } from '../src/template.ts';
import { handOut, sign } from './copy-fixture.ts';
import { LINES, type Line, mappingOf, snapshotOf } from './plan-fixture.ts';
import { templateCopy } from './template-fixture.ts';

const TASKS = LINES.map(([id, ...rest]): Line => [`SF-0000-000${id}`, ...rest]);
const metadata = handOut(mappingOf()).metadata;

describe('the signed payload', () => {
  test('B3 is the same for the same metadata in any order of keys', () => {
    const turned = Object.fromEntries(Object.entries(metadata).reverse()) as unknown as typeof metadata;
    expect(signedPayload(turned)).toBe(signedPayload(metadata));
    expect(parsePayload(signedPayload(metadata))).toEqual(metadata);
  });

  test('B3 survives as ASCII in cells of under 32,767 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60_000, size: 'max' }), (issuedTo) => {
        const payload = signedPayload({ ...metadata, issuedTo });
        const chunks = payloadChunks(payload);
        expect(chunks.every((chunk) => chunk.length < 32_767 && /^p:[\x20-\x7e]*$/.test(chunk))).toBe(true);
        expect(joinChunks(chunks)).toBe(payload);
      }),
      { seed: 7, numRuns: 20 },
    );
  });
});

describe('metadata in a workbook', () => {
  let bytes: Uint8Array;
  beforeAll(async () => {
    bytes = (await templateCopy(snapshotOf(TASKS))).bytes;
  });
  type Damage = (workbook: ReturnType<typeof openWorkbook>) => void;
  const noNames: Damage = (workbook) => {
    for (const { name } of workbook.definedNames) workbook.setDefinedName(name, null);
  };
  const noProperties: Damage = (workbook) => {
    for (const name of workbook.customProperties.keys()) workbook.setCustomProperty(name, null);
  };
  const noSheet: Damage = (workbook) => workbook.removeSheet('_SYNC_META');
  const visible: Damage = (workbook) => workbook.setSheetState('_SYNC_META', 'visible');
  const torn: Damage = (workbook) => workbook.setCells('_SYNC_META', [{ row: 14, column: 2, value: 'p:eyJ' }]);

  test.each<[string, readonly Damage[], string]>([
    ['as handed out', [], 'signed'],
    ['the hidden sheet made visible', [visible], 'signed'],
    ['names dropped', [noNames], 'signed'],
    ['custom properties dropped', [noProperties], 'signed'],
    ['the sheet deleted', [noSheet], 'signed'],
    ['the payload torn in the sheet', [torn], 'signed'],
    ['the payload torn, properties dropped', [torn, noProperties], 'damaged'],
    ['the sheet deleted, properties dropped', [noSheet, noProperties], 'damaged'],
    ['nothing left', [noSheet, noProperties, noNames], 'none'],
  ])('B3 %s', async (_, damages, expected) => {
    const workbook = openWorkbook(bytes);
    for (const damage of damages) damage(workbook);
    const state = readMetadata(openWorkbook(await workbook.toBytes()));
    expect(state.state).toBe(expected);
    if (state.state === 'signed') expect(sign(state.payload)).toBe(state.signature);
    if (state.state === 'damaged')
      expect(state.metadata).toMatchObject({ project: 'prj-1', copy: 'copy-1', revision: 7 });
  });

  test('C1 columns are found without names, by header and then by position', async () => {
    const workbook = openWorkbook(bytes);
    const state = readMetadata(workbook);
    if (state.state !== 'signed') throw new Error(state.state);
    noNames(workbook);
    workbook.setCells('Tasks', [{ row: state.metadata.bindings.headerRow, column: 3, value: 'Beginn' }]);
    const rebound = rebind(workbook, state.metadata);
    expect(rebound.mapping.columns.find(({ field }) => field === 'start')?.column).toBe(3);
    expect(rebound.mapping.idColumn).toBe(1);
    expect(rebound.missing).toEqual([]);
  });

  test.each([
    ['a column inserted', -1],
    ['a column deleted', 1],
  ])('C1 names left behind by a program that moved only the cells are not followed: %s', async (_, by) => {
    const workbook = openWorkbook(bytes);
    const state = readMetadata(workbook);
    if (state.state !== 'signed') throw new Error(state.state);
    const from = 3;
    for (const { name, formula } of workbook.definedNames)
      if (/^_sf_[a-z]/.test(name)) workbook.setDefinedName(name, movedFrom(formula, from, by), { hidden: true });
    const rebound = rebind(openWorkbook(await workbook.toBytes()), state.metadata);
    expect(rebound.mapping.columns.map(({ field, column }) => [field, column])).toEqual(
      state.metadata.bindings.columns.map(({ field, column }) => [field, column]),
    );
    expect(rebound.missing).toEqual([]);
  });

  test('an unmarked template has no metadata', async () => {
    const plain = await newWorkbook(snapshotOf(LINES), 'tasks', 'Plain');
    expect(readMetadata(openWorkbook(plain)).state).toBe('none');
  });
});

/** A reference with its columns from `from` on moved. */
function movedFrom(formula: string, from: number, by: number): string {
  return formula.replace(/\$([A-Z]+)\$/g, (text, letters: string) => {
    const column = columnNumber(letters);
    return column < from ? text : `$${columnLetter(column + by)}$`;
  });
}
