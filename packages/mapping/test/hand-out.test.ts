import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openWorkbook } from '@sprintforge/xlsx';
import { afterAll, describe, expect, test } from 'vitest';
import { corpus, hasCorpus, sample } from '../../../test/support/corpora.ts';
import { differingCells, hasOpenpyxl, readWorkbook } from '../../../test/support/openpyxl.ts';
import { diffPackages } from '../../../test/support/package-diff.ts';
import { letters } from '../src/layout/address.ts';
import { readMetadata } from '../src/metadata.ts';
import { verifyHandOut } from '../src/write/verify.ts';
import { firstCopy, sign, upload } from './copy-fixture.ts';
import { editsOf } from './plan-fixture.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hand-out-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const plans = sample(corpus('plans'), 12);
const fewer = sample(corpus('plans'), 10);
const OURS = /^(_SYNC_META|_VERSION_HISTORY|_CONFIG|_SYNC_STATUS|_HASH|Sync)$/;

describe.skipIf(!hasCorpus('plans'))('a first copy of a real plan', () => {
  test.each(plans)('R6, B1 $file reads back as the project, and uploads without an edit', async ({ path: file }) => {
    const copy = await firstCopy(file);
    if (copy === undefined) return;
    verifyHandOut(copy.bytes, copy.snapshot, copy.shadow, copy.mapping);
    const { theirs, repairs, refused } = upload(copy.bytes, copy.snapshot, copy.shadow, copy.application);
    expect(editsOf(theirs, copy.snapshot)).toEqual([]);
    expect([...repairs, ...refused]).toEqual([]);
    const state = readMetadata(openWorkbook(copy.bytes));
    expect(state.state === 'signed' && sign(state.payload) === state.signature).toBe(true);
  });

  test.skipIf(!hasOpenpyxl()).each(fewer)('R1 $file keeps every cell of its own', async ({ path: file }) => {
    const copy = await firstCopy(file);
    if (copy === undefined) return;
    const out = path.join(folder, 'out.xlsx');
    fs.writeFileSync(out, copy.bytes);
    const before = readWorkbook(file);
    const after = readWorkbook(out);
    const added = new RegExp(`^(${letters(copy.mapping.idColumn!)}|[A-Z]{2,3})\\d+$`);
    const differing = differingCells(before, after).filter(
      ({ cell, before: was }) => was !== undefined || !added.test(cell.split('!').at(-1)!),
    );
    expect(differing).toEqual([]);
    expect(after.map((sheet) => sheet.name).filter((name) => !OURS.test(name))).toEqual(
      before.map((sheet) => sheet.name),
    );
    const told = new Set(copy.receipt.partsChanged.map((item) => item.part));
    const { changed, added: made, removed } = diffPackages(file, out);
    expect([...changed, ...made, ...removed].filter((part) => !told.has(part))).toEqual([]);
  });
});
