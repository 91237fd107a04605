/** Damaged workbooks end in a verdict or an XlsxError, in bounds of time and memory; what is let through can be worked with. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasLibreOffice } from '../../../test/support/libreoffice.ts';
import { LibreOfficePairs } from '../../../test/support/libreoffice-pairs.ts';
import { superviseInputs } from './fuzz/supervise.ts';

const long = process.env.SPRINTFORGE_LONG !== undefined;
const count = long ? 100_000 : 2_000;
const outputs = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-fuzz-'));
const sampled = long ? 500 : 0;
afterAll(() => fs.rmSync(outputs, { recursive: true, force: true }));

describe('fuzzed workbooks', () => {
  it(`${count} inputs: no crash, no hang, no memory over the bound, no damage by our edits`, {
    timeout: 7_200_000,
  }, async () => {
    const every = Math.floor((count * 0.4) / Math.max(sampled, 1));
    const order = { seed: 1, from: 0, to: count, ...(sampled > 0 ? { outputs, every } : {}) };
    const { inputs, outcomes, faults } = await superviseInputs(order, long ? 2 : 1);
    expect(faults).toEqual([]);
    expect(inputs).toBe(count);
    const accepted = Object.entries(outcomes).filter(([outcome]) => outcome.endsWith('accepted'));
    expect(accepted.reduce((sum, [, times]) => sum + times, 0)).toBeGreaterThan(count / 4);
  });

  it.skipIf(sampled === 0 || !hasLibreOffice())(
    'outputs open in LibreOffice where the input did',
    { timeout: 7_200_000 },
    async () => {
      const pairs = new LibreOfficePairs();
      const closed: string[] = [];
      let opened = 0;
      try {
        for (const before of fs.readdirSync(outputs).filter((name) => name.endsWith('-before.xlsx'))) {
          const [a, b] = [before, before.replace('before', 'after')].map((name) => path.join(outputs, name)) as [
            string,
            string,
          ];
          const verdict = await pairs.compare(a, b, { sheet: '', cell: 'A1' });
          if ('crash' in verdict ? verdict.crash === 'only the second' : verdict.opens[0] && !verdict.opens[1])
            closed.push(before);
          else if (!('crash' in verdict) && verdict.opens[1]) opened++;
        }
      } finally {
        await pairs.stop();
      }
      expect(closed).toEqual([]);
      expect(opened).toBeGreaterThan(sampled / 2);
    },
  );
});
