import { privacyOf } from '@sprintforge/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, problemOf, type TestHouse } from './support.ts';

describe('what a field is by itself', () => {
  test.each([
    ['task', 'assignee', 'people', 'personal'],
    ['task', 'c_reviewer', 'people', 'personal'],
    ['task', 'notes', 'text', 'internal'],
    ['task', 'name', 'text', 'internal'],
    ['resource', 'name', 'text', 'personal'],
    ['resource', 'email', 'text', 'personal'],
    ['resource', 'rate', 'money', 'personal'],
    ['resource', 'role', 'text', 'internal'],
  ] as const)('%s %s (%s): %s', (entity, key, type, expected) => {
    expect(privacyOf({}, entity, { key, type })).toBe(expected);
  });
});

describe('whose word it is', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await openHouse({ engineProcesses: 1 });
  });
  afterAll(() => house.stop());

  test("the project's goes before the organisation's, and that before the field's own", async () => {
    const { privacy } = house.owner;
    const { project_id } = house.demo;
    const said = async () =>
      Object.fromEntries(
        (await privacy.ofProject(project_id)).fields.map((row) => [row.field, [row.class, row.said_by]]),
      );
    expect(await said()).toMatchObject({
      assignee: ['personal', 'standard'],
      'resource.rate': ['personal', 'standard'],
    });
    await privacy.setClasses({ name: 'public', notes: 'personal' });
    await privacy.setOfProject(project_id, { name: 'internal', assignee: 'public' });
    expect(await said()).toMatchObject({
      name: ['internal', 'project'],
      assignee: ['public', 'project'],
      'resource.name': ['personal', 'standard'],
    });
    await privacy.setOfProject(project_id, {});
    expect(await said()).toMatchObject({ name: ['public', 'organisation'], assignee: ['personal', 'standard'] });
    expect((await privacy.classes()).classes).toEqual({ name: 'public', notes: 'personal' });
  });

  test('owners say it, everybody sees it, and the security log keeps it', async () => {
    const { project_id } = house.demo;
    const { privacy } = house.anna;
    expect((await problemOf(privacy.setOfProject(project_id, {}))).code).toBe('FORBIDDEN');
    expect((await problemOf(privacy.setClasses({}))).code).toBe('FORBIDDEN');
    expect((await privacy.ofProject(project_id)).fields.length).toBeGreaterThan(5);
    expect((await problemOf(house.owner.privacy.setClasses({ 'no\0key': 'public' }))).code).toBe('BAD_REQUEST');
    const { entries } = await house.owner.chain({ log: 'security', type: 'project.settings' });
    expect(entries.map((entry) => entry.details)).toContainEqual({
      before: {},
      classes: { name: 'internal', assignee: 'public' },
    });
  });
});
