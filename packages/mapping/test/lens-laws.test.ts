import { lensOf, tasksInLens, withTasks } from '@sprintforge/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { corpus, sample } from '../../../test/support/corpora.ts';
import { firstCopy } from './copy-fixture.ts';
import { everything, handBack, lensCopy, opened, uploadLens, withCells } from './lens-fixture.ts';
import { editsOf, id, type Line, PEOPLE, PLAN, planOf, STATUSES } from './lens-plan.ts';

describe('R8 lenses of real plans', () => {
  const files = sample(corpus('plans'), 8).map(({ file, path }) => [file, path] as const);
  test.each(files)('%s: all of it, and one branch, are no edit', async (_, file) => {
    const plan = (await firstCopy(file))?.snapshot;
    if (plan === undefined) return;
    const [first] = plan.tasks.keys();
    for (const request of [{}, { branch: first! }]) {
      const answer = lensOf(plan, request);
      if ('problem' in answer) throw new Error(answer.problem);
      const copy = await lensCopy(plan, answer.lens);
      const { result, identified } = uploadLens(copy.bytes, plan, copy.shadow);
      expect([result.edits, identified.refused, identified.notices, identified.repairs]).toEqual([[], [], [], []]);
    }
  });

  test('a field of another type than ours keeps it', async () => {
    const fields = PLAN.fields.map((field) => (field.key === 'start' ? { ...field, type: 'number' as const } : field));
    const tasks = [...PLAN.tasks.values()];
    const plan = withTasks(
      { ...PLAN, fields },
      tasks.map((task, at) => ({ ...task, fields: { ...task.fields, start: at + 4 } })),
    );
    const copy = await lensCopy(plan, { fields: ['name', 'start'] });
    expect(opened(copy.bytes).rows).toHaveLength(tasks.length);
    expect(editsOf(uploadLens(copy.bytes, plan, copy.shadow))).toEqual([]);
  });
});

describe('R8 laws over plans and lenses', () => {
  const letters = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
  const line = fc.record({
    up: fc.nat(letters.length),
    assignee: fc.subarray(PEOPLE).map((names) => names.join(', ')),
    status: fc.constantFrom('', ...STATUSES),
    start: fc.constantFrom('2026-05-04', '2026-05-18', '2026-06-01'),
  });
  const plans = fc
    .tuple(fc.array(line, { minLength: 1, maxLength: letters.length }), fc.array(fc.tuple(fc.nat(7), fc.nat(7))))
    .map(([lines, links]) => {
      const known = lines.map(
        ({ up, assignee, status, start }, at): Line => [
          letters[at]!,
          up < at ? letters[up]! : null,
          assignee,
          status,
          start,
        ],
      );
      const edges = links.filter(([from, to]) => from < to && to < lines.length);
      return planOf(
        known,
        edges.map(([from, to]) => [letters[from]!, letters[to]!] as const),
      );
    });
  const requests = fc.record(
    {
      fields: fc.subarray(['start', 'duration', 'status', 'assignee', 'cost', 'notes', 'c_own', 'predecessors']),
      assignee: fc.subarray(PEOPLE, { minLength: 1 }),
      status: fc.subarray(STATUSES, { minLength: 1 }),
      from: fc.constant('2026-05-10'),
      to: fc.constant('2026-05-20'),
      branch: fc.constantFrom(...letters.slice(0, 3).map(id)),
    },
    { requiredKeys: [] },
  );
  const runs = { seed: 8, numRuns: process.env.SPRINTFORGE_LONG ? 2000 : 40 };

  test('handed out, read back, nothing is edited; handed back, the same again; nothing outside is in the file', async () => {
    await fc.assert(
      fc.asyncProperty(plans, requests, async (plan, request) => {
        const answer = lensOf(plan, request);
        if ('problem' in answer) return;
        const copy = await lensCopy(plan, answer.lens);
        const shown = new Set(tasksInLens(plan, answer.lens).map(({ id: task }) => task.slice(-1)));
        const text = everything(copy.bytes);
        for (const letter of letters) {
          expect(text.includes(`name-of-${letter}`)).toBe(shown.has(letter));
          expect(text.includes(`notes-of-${letter}`)).toBe(shown.has(letter) && answer.lens.fields.includes('notes'));
        }
        const uploaded = uploadLens(copy.bytes, plan, copy.shadow);
        expect([uploaded.result.merged === plan, uploaded.identified.refused, uploaded.identified.notices]).toEqual([
          true,
          [],
          [],
        ]);
        const back = await handBack(uploaded, answer.lens);
        expect(uploadLens(back.bytes, plan, back.shadow).result.edits).toEqual([]);
      }),
      runs,
    );
  });

  test('an edit of one cell arrives, and is the only one', async () => {
    await fc.assert(
      fc.asyncProperty(plans, requests, fc.nat(), async (plan, request, pick) => {
        const answer = lensOf(plan, { ...request, fields: [...(request.fields ?? []), 'notes'] });
        if ('problem' in answer) return;
        const tasks = tasksInLens(plan, answer.lens);
        if (tasks.length === 0) return;
        const copy = await lensCopy(plan, answer.lens);
        const one = tasks[pick % tasks.length]!;
        const { result } = uploadLens(await withCells(copy.bytes, [[one.id, 'notes', 'edited']]), plan, copy.shadow);
        const expected = withTasks(plan, [{ ...one, fields: { ...one.fields, notes: 'edited' } }]);
        expect([...result.merged.tasks]).toEqual([...expected.tasks]);
        expect(result.merged.dependencies).toEqual(plan.dependencies);
      }),
      runs,
    );
  });
});
