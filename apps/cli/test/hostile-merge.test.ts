/** `merge` with an attack sample as THEIRS: a verdict in one line, no crash, no hang. A fixed sample, all under SPRINTFORGE_LONG. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { sprintforge } from '../../../test/support/command-line.ts';
import { corpus, repositoryRoot, sample } from '../../../test/support/corpora.ts';

const plan = path.join(repositoryRoot, 'fixtures/demo-plan.xlsx');
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-hostile-merge-'));
afterAll(() => fs.rmSync(dir, { recursive: true }));

const files = sample(corpus('hostile'), 8);

describe.skipIf(files.length === 0)('merge of a hostile workbook', () => {
  test.each(files.map(({ file, path: place }) => [file, place]))('%s', { timeout: 30_000 }, async (_, place) => {
    const ran = await sprintforge(['merge', plan, plan, place!, '-o', path.join(dir, 'merged.xlsx')]);
    expect([0, 1, 2]).toContain(ran.exit);
    if (ran.exit === 2) expect(ran.stderr).toMatch(/^sprintforge: [^\n]+ \([A-Z_]+\)\n$/);
    else expect(ran.stdout).toContain('Merged workbook: ');
  });
});
