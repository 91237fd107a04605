/** The bound of memory: an upload close to 50 MiB is taken within 1 GiB resident, and within four times its inflated size. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { heavyEntries } from '../../bench/src/floor.ts';
import { writeLargeUpload } from '../../bench/src/plan-file.ts';

const MiB = 2 ** 20;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-large-'));
const file = path.join(folder, 'upload.xlsx');
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!process.env.SPRINTFORGE_LONG)('a large upload', () => {
  beforeAll(() => writeLargeUpload(file), 300_000);

  test.each(['scan', 'read', 'upload'])(
    '%s stays within its memory',
    (verb) => {
      const script = path.join(import.meta.dirname, '../../bench/src/measure.ts');
      const run = spawnSync(process.execPath, [script, `sprintforge.${verb}`, file, '0'], { encoding: 'utf8' });
      expect(run.stderr.replace(/^.*Warning.*\n.*\n/gm, '')).toBe('');
      const { peak, grown } = JSON.parse(run.stdout) as { peak: number; grown: number };
      const bytes = fs.readFileSync(file);
      const inflated = heavyEntries(bytes).reduce((sum, { size }) => sum + size, 0);
      expect(bytes.length).toBeGreaterThan(48 * MiB);
      expect(bytes.length).toBeLessThan(50 * MiB);
      expect(peak).toBeLessThan(1024 * MiB);
      expect(grown).toBeLessThan(4 * inflated);
    },
    300_000,
  );
});
