/**
 * The two-way stories of `scenarios/`: each folder holds the tables base, ours, theirs and expected, and scenario.json tells
 * the story and how every edit must end. All are run as a person would: three workbooks and `sprintforge merge`.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { sprintforge } from '../support/command-line.ts';
import { repositoryRoot } from '../support/corpora.ts';
import { tableOf, workbookOf } from '../support/table-workbook.ts';

interface Scenario {
  readonly story: string;
  readonly strategy: 'server' | 'client' | 'merge' | 'manual';
  readonly exit: number;
  readonly applied: number;
  readonly same: number;
  /** `taskId field base|ours|theirs reason`; a whole task or edge shows `…`. */
  readonly conflicts: readonly string[];
  /** `cell code` */
  readonly refused: readonly string[];
}

interface Merged {
  readonly applied: number;
  readonly same: number;
  readonly conflicts: readonly {
    taskId: string;
    field: string | null;
    reason: string;
    base: unknown;
    ours: unknown;
    theirs: unknown;
  }[];
  readonly refused: readonly { cell: string; code: string }[];
}

const root = path.join(repositoryRoot, 'scenarios');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'scenarios-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const names = fs.readdirSync(root).filter((name) => fs.existsSync(path.join(root, name, 'scenario.json')));
const shown = (value: unknown) => (value !== null && typeof value === 'object' ? '…' : String(value));

describe('scenarios', () => {
  test.each(names)('%s', async (name) => {
    const read = (part: string) => fs.readFileSync(path.join(root, name, part), 'utf8');
    const scenario = JSON.parse(read('scenario.json')) as Scenario;
    const file = (part: string) => path.join(folder, `${name}-${part}.xlsx`);
    for (const part of ['base', 'ours', 'theirs']) fs.writeFileSync(file(part), await workbookOf(read(`${part}.tsv`)));
    const args = [
      'merge',
      file('base'),
      file('ours'),
      file('theirs'),
      '-o',
      file('out'),
      '--strategy',
      scenario.strategy,
      '--json',
    ];
    const ran = await sprintforge(args);
    const merged = ran.json<Merged>();
    expect({
      exit: ran.exit,
      applied: merged.applied,
      same: merged.same,
      conflicts: merged.conflicts.map(
        (c) => `${c.taskId} ${c.field ?? 'task'} ${[c.base, c.ours, c.theirs].map(shown).join('|')} ${c.reason}`,
      ),
      refused: merged.refused.map((cell) => `${cell.cell} ${cell.code}`),
    }).toEqual({
      exit: scenario.exit,
      applied: scenario.applied,
      same: scenario.same,
      conflicts: scenario.conflicts,
      refused: scenario.refused,
    });
    if (fs.existsSync(path.join(root, name, 'expected.tsv')))
      expect(tableOf(fs.readFileSync(file('out')))).toBe(read('expected.tsv').trimEnd());
    else expect(fs.existsSync(file('out')), 'nothing is written').toBe(false);
  });
});
