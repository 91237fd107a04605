/** An upload that waits on the server, from the command line: told, listed, decided step by step, discarded (A9). */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ParkedList, SyncResult } from '@sprintforge/protocol';
import { openWorkbook } from '@sprintforge/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sprintforge } from '../support/command-line.ts';
import { hasLibreOffice, LibreOffice } from '../support/libreoffice.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { command, type Person, person } from './story.ts';

describe('parked uploads on the command line', () => {
  let server: RunningServer;
  let project: string;
  let a: Person;
  let b: Person;
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-parked-'));
  beforeAll(async () => {
    server = await startServer();
    project = server.demo.project_id;
    a = person(server, 1, path.join(root, 'A.xlsx'));
    b = person(server, 2, path.join(root, 'B.xlsx'));
    for (const who of [a, b]) await command(who, ['clone', project, who.file]);
  });
  afterAll(async () => {
    await server?.stop();
    fs.rmSync(root, { recursive: true });
  });

  const rename = (who: Person, names: Readonly<Record<string, string>>) => {
    const sets = Object.entries(names).flatMap(([cell, name]) => ['--set-text', `Plan!${cell}=${name}`]);
    return command(who, ['edit', who.file, '-o', who.file, ...sets]);
  };
  const list = async () => (await command<ParkedList>(b, ['parked', project])).parked;

  it('A9: told by sync, listed, decided one by one, and committed', async () => {
    await rename(a, { C8: 'first of A', C9: 'second of A' });
    await command(a, ['push', a.file]);
    await rename(b, { C8: 'first of B', C9: 'second of B', C10: 'third of B' });
    const sent = fs.readFileSync(b.file);
    const waits = await command<SyncResult>(b, ['sync', b.file, '--strategy', 'manual'], [1]);
    expect(waits.counts).toMatchObject({ edits: 3, conflicts: 2 });
    expect(fs.readFileSync(b.file).equals(sent)).toBe(true);
    const [one] = await list();
    expect(one).toMatchObject({ id: waits.parked, reason: 'NEEDS_DECISION' });
    const [first, second] = waits.conflicts.map(({ id }) => id!);
    const told = await sprintforge(['resolve', project, first!, 'theirs'], { env: b.env });
    expect([told.exit, told.stderr]).toEqual([2, expect.stringContaining(`sprintforge parked ${project} ${one!.id}`)]);
    const still = await command<SyncResult>(b, ['parked', project, one!.id, '--choose', `${first}=theirs`], [1]);
    expect(still.conflicts.map(({ id }) => id)).toEqual([second]);
    const short = ['parked', project, one!.id.slice(0, 8), '--all', 'ours'];
    expect(await command<SyncResult>(b, short)).toMatchObject({
      success: true,
      counts: { edits: 3, applied: 2, same: 1, conflicts: 0, refused: 0 },
    });
    expect(await list()).toEqual([]);
  });

  it.skipIf(!hasLibreOffice())('A9 R4: decided on the Sync sheet, in LibreOffice, by the next sync', async () => {
    for (const who of [a, b]) await command(who, ['clone', project, who.file]);
    await rename(a, { C12: 'twelfth of A', C13: 'thirteenth of A' });
    await command(a, ['push', a.file]);
    await rename(b, { C12: 'twelfth of B', C13: 'thirteenth of B' });
    const waits = await command<SyncResult>(b, ['sync', b.file, '--strategy', 'manual'], [1]);
    await command(b, ['clone', project, b.file]);
    const sheet = openWorkbook(fs.readFileSync(b.file)).sheet('Sync')!;
    const rows = [...sheet.rows()].filter((row) => sheet.row(row).some(({ value }) => /th of B$/.test(String(value))));
    expect(rows).toHaveLength(2);
    const office = await LibreOffice.start();
    try {
      await office.resave(b.file, b.file, [
        { sheet: 'Sync', cell: `G${rows[0]}`, value: 'Mine' },
        { sheet: 'Sync', cell: `G${rows[1]}`, value: 'Custom' },
        { sheet: 'Sync', cell: `H${rows[1]}`, value: 'of both' },
      ]);
    } finally {
      await office.stop();
    }
    const done = await command<SyncResult>(b, ['sync', b.file]);
    expect(done.resolved.map(({ choice }) => choice)).toEqual(['theirs', 'value']);
    expect(done.resolved.map(({ id }) => id).sort()).toEqual(waits.conflicts.map(({ id }) => id).sort());
    expect(await list()).toEqual([]);
    const plan = openWorkbook(fs.readFileSync(b.file)).sheet('Plan')!;
    expect([12, 13].map((row) => plan.cell(row, 3)?.value)).toEqual(['twelfth of B', 'of both']);
  });

  it('A9: what a door that cannot ask sent is discarded', async () => {
    await command(b, ['clone', project, b.file]);
    await command(b, ['edit', b.file, '-o', b.file, '--delete-rows', 'Plan!6:30']);
    const waits = await command<SyncResult>(b, ['push', b.file, '--park'], [1]);
    expect(waits.confirm.map(({ code }) => code)).toEqual(['MANY_DELETED']);
    await command(b, ['parked', project, waits.parked!, '--discard']);
    expect(await list()).toEqual([]);
  });
});
