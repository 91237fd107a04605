/** The Office Script ended at its steps, and run again: as if it had not been (rule A4, as far as a workbook allows). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Desk, openRoom, type Room } from './desk.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.server.stop());

describe('ended half way', () => {
  /** The same story each time: edits, a new row and a deleted one on both sides. */
  async function story(): Promise<Desk> {
    const desk = await Desk.open(room);
    const { version } = await room.bob.project(desk.project);
    const changes = [
      { op: 'set' as const, task_id: await desk.idOf('Dig'), field: 'notes', value: 'from Bob' },
      { op: 'insert' as const, client_row_id: 'b', values: { name: 'Paint', duration: 2 } },
      { op: 'delete' as const, task_id: await desk.idOf('Roof') },
    ];
    await room.bob.sync({ project_id: desk.project, version, changes });
    desk.type('Pour', 'status', 'Done');
    desk.sheet.getRange('4:4').insert('down');
    desk.sheet.getCell(3, desk.column('name')).setValue('Drain');
    return desk;
  }
  const ended = async (desk: Desk, step: number): Promise<boolean> => {
    let left = step;
    desk.excel.beforeEach = () => {
      if (left-- === 0) throw new Error('the computer went off');
    };
    const done = await desk.run().then(
      () => true,
      (error: Error) => {
        if (error.message !== 'the computer went off') throw error;
        return false;
      },
    );
    desk.excel.beforeEach = () => {};
    return done;
  };
  const expected = ['Dig', 'Drain', 'Paint', 'Pour', 'Frame'].sort();

  test('at any step, and run again: as if it had not been', async () => {
    let steps = 0;
    for (const probe = await story(); !(await ended(probe, steps)); ) {
      steps += 1;
      if (steps > 200) throw new Error('it never ends');
    }
    expect(steps).toBeGreaterThan(0);
    // every third step, that the suite stays short; all of them in the long run
    const stride = process.env['SPRINTFORGE_LONG'] ? 1 : 4;
    for (let step = 0; step < 24; step += stride) {
      const desk = await story();
      const done = await ended(desk, step);
      if (!done) desk.type('Frame', 'notes', 'typed meanwhile');
      await desk.run();
      expect([step, desk.names().sort()]).toEqual([step, expected]);
      const held = await desk.server('notes', 'status');
      expect([step, held]).toMatchObject([step, { 'Dig notes': 'from Bob', 'Pour status': 'Done' }]);
      if (!done) expect([step, held['Frame notes']]).toEqual([step, 'typed meanwhile']);
      expect([step, desk.cell('Dig', 'notes').getValue()]).toEqual([step, 'from Bob']);
      expect([step, await desk.run()]).toEqual([step, expect.stringMatching(/, 0 sent, 0 applied$/)]);
    }
  });

  test('an answer that never arrives; a cell that is typed in meanwhile is a conflict, and no loss', async () => {
    const desk = await story();
    const deaf: typeof fetch = async (...call) => {
      await (await fetch(...call)).text();
      throw new Error('the line is cut');
    };
    await expect(desk.run(deaf)).rejects.toThrow('the line is cut');
    desk.type('Dig', 'notes', 'from me');
    await desk.run();
    expect(desk.names().sort()).toEqual(expected);
    expect((await room.bob.conflicts(desk.project)).conflicts.map(({ ours, theirs }) => [ours, theirs])).toEqual([
      ['from Bob', 'from me'],
    ]);
  });
});
