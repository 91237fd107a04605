/**
 * A real plan goes out, two people edit it (one of them in LibreOffice), it comes back merged. The fixture and a fixed
 * sample of the corpus in the normal run, every plan under SPRINTFORGE_LONG.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corpus, repositoryRoot, sample } from '../support/corpora.ts';
import { hasLibreOffice, LibreOffice } from '../support/libreoffice.ts';
import { hasOpenpyxl, readWorkbook } from '../support/openpyxl.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import {
  begin,
  changedCells,
  chooseTargets,
  command,
  copyOf,
  editBoth,
  expectReceipt,
  ownCells,
  sync,
} from './story.ts';

const fixture = path.join(repositoryRoot, 'fixtures/demo-plan.xlsx');
const plans = sample(
  corpus('plans').filter((entry) => Number(entry.columns.data_rows) >= 4 && /\.xlsx$/.test(entry.file)),
  2,
);
const files = [fixture, ...plans.map((entry) => entry.path)];

interface Conflict {
  readonly id: string;
  readonly ours: unknown;
  readonly theirs: unknown;
}

describe.skipIf(!hasLibreOffice() || !hasOpenpyxl())('a plan edited by two people', () => {
  let server: RunningServer;
  let office: LibreOffice;
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-two-'));
  beforeAll(async () => {
    [server, office] = await Promise.all([startServer(), LibreOffice.start()]);
  });
  afterAll(async () => {
    await Promise.all([server?.stop(), office?.stop()]);
    fs.rmSync(root, { recursive: true });
  });

  it.for(files.map((file) => [path.basename(file), file] as const))(
    '%s: both edits arrive in both workbooks and nothing else changes (M1 M2 R1)',
    { timeout: 180_000 },
    async ([, file], { skip }) => {
      const targets = await chooseTargets(file);
      if (!targets) return skip('no three rows with a task name as plain text');
      const { sheet, mine, yours, both, indents } = targets;
      const story = await begin(server, file, fs.mkdtempSync(path.join(root, 'story-')), targets);
      const { a, b, project } = story;
      const original = readWorkbook(file);
      const handedOut = ownCells(a.file, original);
      if (!(await editBoth(story, office))) return skip('LibreOffice itself cannot save this workbook');
      const uploaded = copyOf(a.file, 'A-uploaded.xlsx');
      const savedByOffice = ownCells(b.file, original);

      const first = await sync(a);
      expect(first.counts).toMatchObject({ edits: 2, applied: 2, conflicts: 0 });
      expectReceipt(first, uploaded, a.file);
      const second = await sync(b, [1]);
      expect(second.counts).toMatchObject({ edits: 2, applied: 1, conflicts: 1 });
      const third = await sync(a);
      expect(third.counts).toMatchObject({ edits: 0 });

      const expected = [mine, yours, both].map((cell) => `${sheet}!${cell}`);
      const [finalA, finalB] = [ownCells(a.file, original), ownCells(b.file, original)];
      for (const final of [finalA, finalB]) {
        const cells = final.find((one) => one.name === sheet)!.cells;
        expect([mine, yours, both].map((cell) => cells[cell]?.value)).toEqual([
          `${indents[mine]}edited by A`,
          `${indents[yours]}edited by B`,
          `${indents[both]}A says so`,
        ]);
      }
      expect([...changedCells(handedOut, finalA)].sort()).toEqual([...expected].sort());
      expect([...changedCells(savedByOffice, finalB)].sort()).toEqual([expected[0]!, expected[2]!].sort());

      const { conflicts } = await command<{ conflicts: Conflict[] }>(a, ['conflicts', project]);
      expect(conflicts.map(({ ours, theirs }) => ({ ours, theirs }))).toEqual([
        { ours: `${indents[both]}A says so`, theirs: `${indents[both]}B says so` },
      ]);
      await command(b, ['resolve', project, conflicts[0]!.id, 'theirs']);
      await sync(a);
      expect(readWorkbook(a.file).find((one) => one.name === sheet)!.cells[both]?.value).toBe(
        `${indents[both]}B says so`,
      );
    },
  );
});
