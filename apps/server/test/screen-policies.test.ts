import { ScreenPolicyChoices } from '@sprintforge/protocol';
import { policyChoices } from '@sprintforge/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { office, relationship, sheetXml, smallWorkbook } from '../../../packages/xlsx/test/small-workbook.ts';
import { sheet, sheetLinks } from '../../../packages/xlsx/test/strip-fixture.ts';
import { openHouse, problemOf, type TestHouse } from './support.ts';

/** A link to a file and nothing else: no plan, but the screen comes first. */
const linked = smallWorkbook({
  [sheet]: sheetXml(
    '<row r="1"><c r="A1"><v>1</v></c></row>',
    '<hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks>',
  ),
  ...sheetLinks(
    relationship('rId1', `${office}/hyperlink`, 'file:///C:/x.exe').replace('/>', ' TargetMode="External"/>'),
  ),
});

let house: TestHouse;
let project: string;
beforeAll(async () => {
  house = await openHouse({ engineProcesses: 1, screen: { oleObjects: 'strip', macros: 'refuse' } });
  project = house.demo.project_id;
});
afterAll(() => house.stop());

test('the protocol knows the kinds of the screen, and what may be done with each', () => {
  const known = Object.entries(ScreenPolicyChoices.properties.policies.properties);
  expect(Object.fromEntries(known.map(([kind, { enum: choices }]) => [kind, choices]))).toEqual(policyChoices);
});

const inForce = async (list: Promise<{ policies: { kind: string; in_force: string }[] }>) =>
  Object.fromEntries((await list).policies.map(({ kind, in_force }) => [kind, in_force]));
const codeOf = async (work: Promise<unknown>) => {
  const { code, problem } = await problemOf(work);
  return [code, problem.reason];
};

describe('the strictest word holds', () => {
  test('of the operator, the organisation and the project; else the screen says', async () => {
    const { screen } = house.owner;
    await screen.setPolicies({ connections: 'keep', oleObjects: 'keep', macros: 'strip', hyperlinks: 'strip' });
    await screen.setOfProject(project, { connections: 'strip', hyperlinks: 'refuse' });
    expect(await inForce(screen.policies())).toMatchObject({
      connections: 'keep', // looser than the screen's own, as nobody above says otherwise
      oleObjects: 'strip', // the operator's
      macros: 'refuse', // the operator's
      hyperlinks: 'strip',
      python: 'strip',
      workbookLinks: 'refuse',
    });
    expect(await inForce(screen.ofProject(project))).toMatchObject({ connections: 'strip', hyperlinks: 'refuse' });
    const row = (await screen.ofProject(project)).policies.find(({ kind }) => kind === 'connections');
    expect(row).toMatchObject({
      ...{ operator: null, organisation: 'keep', project: 'strip', standard: 'strip', in_force: 'strip' },
      ...{ choices: ['strip', 'refuse', 'keep'], meaning: expect.stringContaining('data connections') },
    });
  });

  test('and is what uploads meet, of the project and of new ones', async () => {
    const { screen } = house.owner;
    const upload = () => codeOf(house.anna.upload({ project_id: project, file: linked }));
    const preview = () => codeOf(house.anna.preview(linked));
    await screen.setPolicies({});
    await screen.setOfProject(project, { hyperlinks: 'refuse' });
    expect(await upload()).toEqual(['WORKBOOK_REFUSED', 'EXT_HYPERLINK']);
    expect((await preview())[1]).not.toBe('EXT_HYPERLINK');
    await screen.setPolicies({ hyperlinks: 'refuse' });
    await screen.setOfProject(project, {});
    expect(await upload()).toEqual(['WORKBOOK_REFUSED', 'EXT_HYPERLINK']);
    expect(await preview()).toEqual(['WORKBOOK_REFUSED', 'EXT_HYPERLINK']);
    await screen.setPolicies({});
    expect((await upload())[1]).not.toBe('EXT_HYPERLINK');
  });
});

test('owners say it, everybody sees it, the security log keeps it; what makes no sense is refused', async () => {
  const { screen } = house.anna;
  expect((await problemOf(screen.setPolicies({}))).code).toBe('FORBIDDEN');
  expect((await problemOf(screen.setOfProject(project, {}))).code).toBe('FORBIDDEN');
  expect((await screen.ofProject(project)).policies.length).toBe(14);
  for (const policies of [{ macros: 'keep' }, { constructor: 'strip' }, { unknown: 'strip' }])
    expect((await problemOf(house.owner.screen.setPolicies(policies as object))).code).toBe('BAD_REQUEST');
  await house.owner.screen.setOfProject(project, {});
  await house.owner.screen.setOfProject(project, { python: 'refuse' });
  const { entries } = await house.owner.chain({ log: 'security', type: 'project.settings' });
  expect(entries.map(({ details }) => details)).toContainEqual({ before: {}, screen: { python: 'refuse' } });
});
