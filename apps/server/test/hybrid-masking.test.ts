/** What a cloud gets of a plan, and what comes back of it: laws over generated plans, and the refusals one by one. */
import {
  canonicalJson,
  emptySnapshot,
  type FieldDefinition,
  KnownNames,
  merge,
  type Privacy,
  type Resource,
  type Snapshot,
  STANDARD_FIELD_DEFINITIONS,
  type Task,
  theirsOf,
} from '@sprintforge/core';
import { describe, expect, test } from 'vitest';
import { Dice } from '../../../test/support/dice.ts';
import { maskedPlan } from '../src/engine/hybrid/masked-plan.ts';
import { unmaskedPlan } from '../src/engine/hybrid/unmasked-plan.ts';

const key = Buffer.alloc(32, 7);
const people = ['Wilhelmine Ährenfeld', 'Óscar Núñez', 'Li Wei', 'Zoë van der Berg', 'Dev Team', "Sean O'Neill"];
const addresses = ['oscar@plant.example', 'zoe.berg@plant.example'];
const ownFields: readonly FieldDefinition[] = [
  ...STANDARD_FIELD_DEFINITIONS,
  { key: 'c_phone', label: 'Phone', type: 'text' },
  { key: 'c_salary', label: 'Salary', type: 'money' },
  { key: 'c_reviewer', label: 'Reviewer', type: 'people' },
  { key: 'c_site', label: 'Site', type: 'text' },
];
const rules: Readonly<Record<string, Privacy>> = { c_phone: 'personal', c_salary: 'personal', c_site: 'public' };
const secrecy = { key, rules, people: addresses };

function generated(dice: Dice): Snapshot {
  const person = () => `${dice.pick(people)}${dice.chance(0.2) ? ' [50%]' : ''}`;
  const text = () =>
    dice.pick(['Pour concrete', `Ask ${dice.pick(people)}`, `mail ${dice.pick(addresses)}`, 'Person-days: 4']);
  const tasks = Array.from({ length: dice.int(1, 12) }, (_, index): Task => {
    const fields = {
      name: text(),
      ...(dice.chance(0.8) ? { assignee: [...new Set([person(), person()])].join(', ') } : {}),
      ...(dice.chance(0.5) ? { notes: `${text()} and ${dice.pick(people).toUpperCase()}` } : {}),
      ...(dice.chance(0.5) ? { c_phone: `+49 ${dice.int(1000, 9999)}` } : {}),
      ...(dice.chance(0.5) ? { c_salary: dice.int(70_001, 99_999) } : {}),
      ...(dice.chance(0.5) ? { c_reviewer: dice.pick(people) } : {}),
      ...(dice.chance(0.3) ? { c_site: 'Hall 4' } : {}),
      cost: dice.int(1, 50),
    };
    return { id: `SF-0000-${String(index).padStart(4, '0')}`, parent: null, rank: `a${index}`, fields };
  });
  const resources = people.map((name, index): Resource => {
    const email = index < addresses.length ? { email: addresses[index]! } : {};
    return { id: `SR-0000-000${index}`, fields: { name, ...email, rate: 71_000 + index, role: 'Fitter' } };
  });
  return {
    ...emptySnapshot({ fields: ownFields }),
    tasks: new Map(tasks.map((task) => [task.id, task])),
    resources: new Map(resources.map((one) => [one.id, one])),
  };
}

const cases = Array.from({ length: process.env['SPRINTFORGE_LONG'] ? 5000 : 150 }, (_, index) => index);
const folded = (text: string) => text.normalize('NFC').toLowerCase();

describe('whatever the plan', () => {
  test('nothing personal is in what the cloud gets', () => {
    for (const index of cases) {
      const sent = canonicalJson(maskedPlan(generated(new Dice(51, index)), secrecy, []).plan);
      for (const secret of [...people, ...addresses])
        expect(folded(sent), `case ${index}`).not.toContain(folded(secret));
      expect(sent, `case ${index}`).not.toMatch(/\+49 |c_salary|"rate"|[79]\d{4}[,}]/);
    }
  });

  test('what the cloud did not touch comes home as it was, to the last letter', () => {
    for (const index of cases) {
      const base = generated(new Dice(52, index));
      const { plan: before, given } = maskedPlan(base, secrecy, []);
      const back = unmaskedPlan({ base, before, now: before }, { secrecy, known: given });
      expect(canonicalJson(back.plan), `case ${index}`).toBe(canonicalJson(base));
      expect(back.refused).toEqual([]);
    }
  });

  test('edits of the cloud: after the merge no pseudonym is in the plan at home, and every real value that was not edited is there', () => {
    for (const index of cases) {
      const dice = new Dice(53, index);
      const base = generated(dice);
      const { plan: before, given } = maskedPlan(base, secrecy, []);
      const now = editedInCloud(
        dice,
        before,
        given.map(([pseudonym]) => pseudonym),
      );
      const { plan, refused } = unmaskedPlan({ base, before, now }, { secrecy, known: given });
      const { merged } = merge(base, base, theirsOf(plan, base), { strategy: 'client' });
      expect(canonicalJson(merged), `case ${index}`).not.toMatch(/(Person|Hidden)-[0-9a-f]{4}/);
      for (const [id, { fields }] of base.tasks)
        for (const [field, value] of Object.entries(fields))
          if (before.tasks.get(id)?.fields[field] === now.tasks.get(id)?.fields[field])
            expect(merged.tasks.get(id)?.fields[field], `case ${index}: ${id} ${field}`).toBe(value);
      for (const { code } of refused) expect(code).toMatch(/^(UNKNOWN|NOT_A|MISPLACED)_/);
      // and what goes back is as safe as what went first
      const again = canonicalJson(maskedPlan(merged, secrecy, given).plan);
      for (const secret of [...people, ...addresses])
        expect(folded(again), `case ${index}`).not.toContain(folded(secret));
      expect(again, `case ${index}`).not.toContain('+49 ');
    }
  });
});

/** Moves pseudonyms between fields, damages them, invents some, writes plain text into personal fields. */
function editedInCloud(dice: Dice, plan: Snapshot, known: readonly string[]): Snapshot {
  const value = () => {
    const one = dice.pick([...known, `Person-${'ab'.repeat(16)}`]);
    return dice.pick([
      one,
      one.slice(0, -3),
      one.toUpperCase(),
      `see ${one}`,
      `${one} [50%]`,
      'Bob',
      `${one}, ${dice.pick(known)}`,
    ]);
  };
  const tasks = [...plan.tasks].map(([id, task]) => {
    if (dice.chance(0.5)) return [id, task] as const;
    const field = dice.pick(['assignee', 'notes', 'name', 'c_phone', 'c_reviewer', 'c_site', 'c_salary']);
    return [id, { ...task, fields: { ...task.fields, [field]: field === 'c_salary' ? 5 : value() } }] as const;
  });
  return { ...plan, tasks: new Map(tasks) };
}

describe('one edit in the cloud', () => {
  const task = (fields: Task['fields']): Snapshot => ({
    ...emptySnapshot({ fields: ownFields }),
    tasks: new Map([['SF-0000-0001', { id: 'SF-0000-0001', parent: null, rank: 'a0', fields }]]),
  });
  const base = task({
    name: 'Ask Li Wei',
    assignee: 'Li Wei',
    notes: 'x',
    c_phone: '+49 1',
    c_reviewer: 'Óscar Núñez',
  });
  const { plan: before, given } = maskedPlan(base, secrecy, []);
  const of = (value: string) => given.find(([, real]) => real === value)![0];
  const [li, oscar, phone] = [of('Li Wei'), of('Óscar Núñez'), of('+49 1')];
  const home = (field: string, value: string | number | null, allowed: typeof secrecy | null = secrecy) => {
    const was = before.tasks.get('SF-0000-0001')!.fields;
    const back = unmaskedPlan(
      { base, before, now: task({ ...was, [field]: value }) },
      { secrecy: allowed, known: given },
    );
    return back.refused[0]?.code ?? back.plan.tasks.get('SF-0000-0001')!.fields[field] ?? null;
  };

  test('pseudonyms have 128 bits, and are those of the key', () => {
    expect(before.tasks.get('SF-0000-0001')!.fields).toMatchObject({
      name: `Ask ${li}`,
      assignee: expect.stringMatching(/^Person-[0-9a-f]{32}$/),
      c_phone: expect.stringMatching(/^Hidden-[0-9a-f]{32}$/),
    });
    const other = maskedPlan(base, { ...secrecy, key: Buffer.alloc(32, 8) }, []).plan;
    expect(other.tasks.get('SF-0000-0001')!.fields['assignee']).not.toBe(li);
  });

  test.each([
    ['another person', 'assignee', oscar, 'Óscar Núñez'],
    ['two of them, with a share', 'assignee', `${oscar}; ${li} [20%]`, 'Óscar Núñez, Li Wei [20%]'],
    ['nobody', 'assignee', null, null],
    ['a person in a text', 'notes', `${oscar} knows`, 'Óscar Núñez knows'],
    ['a text without one', 'notes', 'four person-days', 'four person-days'],
    ['somebody new', 'assignee', 'Bob', 'NOT_A_PSEUDONYM'],
    ['one known and one new', 'assignee', `${li}, Bob`, 'NOT_A_PSEUDONYM'],
    ['one that was never given', 'assignee', `Person-${'0'.repeat(32)}`, 'UNKNOWN_PSEUDONYM'],
    ['one that lost its end', 'assignee', li.slice(0, -4), 'UNKNOWN_PSEUDONYM'],
    ['one that lost its end, in a text', 'name', `Ask ${li.slice(0, 12)}`, 'UNKNOWN_PSEUDONYM'],
    ['one in capitals', 'notes', li.toUpperCase(), 'UNKNOWN_PSEUDONYM'],
    ['a hidden text as a name', 'assignee', phone, 'MISPLACED_PSEUDONYM'],
    ['a hidden text in one that is sent', 'notes', `call ${phone}`, 'MISPLACED_PSEUDONYM'],
    ['a person in a public field', 'c_site', li, 'MISPLACED_PSEUDONYM'],
    ['a personal number', 'c_salary', 5, 'NOT_A_PSEUDONYM'],
    ['a plain text in a hidden field', 'c_phone', '112', 'NOT_A_PSEUDONYM'],
  ])('%s (%s)', (_what, field, value, expected) => {
    expect(home(field, value)).toBe(expected);
  });

  test('where nothing is kept from the cloud any more, what it was given before is turned back all the same', () => {
    expect(home('assignee', oscar, null)).toBe('Óscar Núñez');
    expect(home('assignee', 'Bob', null)).toBe('Bob');
    expect(home('notes', `Person-${'0'.repeat(32)}`, null)).toBe('UNKNOWN_PSEUDONYM');
  });
});

describe('names in texts', () => {
  const names = new KnownNames();
  for (const name of ['Dev Team', 'Ann', 'Ann Lee', 'zoe@plant.example']) names.add(name);
  names.addWithParts('Mark Twain');
  test.each([
    ['Ann Lee and Ann', '<Ann Lee> and <Ann>'],
    ['ANN LEE!', '<ANN LEE>!'],
    ['Annual planning', 'Annual planning'],
    ['Joann, Ann-Marie', 'Joann, <Ann>-Marie'],
    ['the dev team meets', 'the <dev team> meets'],
    ['Development', 'Development'],
    ['Mark will mark it', '<Mark> will mark it'],
    ['to zoe@plant.example.', 'to <zoe@plant.example>.'],
    ['zoe@plant.examples', 'zoe@plant.examples'],
  ])('%s', (text, expected) => {
    expect(names.replaceIn(text, (name) => `<${name}>`)).toBe(expected);
  });
});
