/**
 * What the security screen does with content of a kind. The operator, the organisation and the project may each say something, and the
 * strictest of it holds, so that nobody can loosen what somebody above has said; where nobody does the screen's own policy holds.
 */
import type { ScreenChoice, ScreenPolicyChoices, ScreenPolicyList } from '@sprintforge/protocol';
import { type ContentKind, defaultPolicies, policyChoices, type ScreenPolicies } from '@sprintforge/xlsx';
import type { Unit } from '../ports/database.ts';
import type { SaidPolicies } from '../ports/screen-policies.ts';
import { type Caller, type House, projectOf } from './house.ts';
import { demand } from './roles.ts';
import { recordSecurity, whoActs } from './security-audit.ts';

const MEANING: Readonly<Record<ContentKind, string>> = {
  macros: 'VBA macros, their signatures, toolbars and buttons that start them',
  macroSheets: 'sheets of Excel 4.0 macros, which run like programs',
  activeX: 'ActiveX controls on sheets',
  customUi: 'changes of the ribbon that call macros',
  webExtensions: 'Office add-ins that open with the workbook',
  python: 'Python in cells, which runs at Microsoft',
  oleObjects: 'embedded objects and packages; their pictures stay',
  connections: 'data connections, queries and the data model',
  workbookLinks: 'formulas that read other workbooks; `values` keeps what they last showed',
  consolidations: 'other workbooks as sources of Data > Consolidate',
  externalPictures: 'pictures that are loaded from elsewhere when the workbook opens',
  hyperlinks: 'links to files, programs and scripts; their text stays',
  signatures: 'signatures of the document, which are void once it is changed',
  longFormulas: 'formulas longer than Excel itself allows; `values` keeps what they last showed',
};
const KINDS = Object.keys(policyChoices) as readonly ContentKind[];
const STRICTNESS: readonly ScreenChoice[] = ['keep', 'values', 'strip', 'refuse'];

/** For the engine: where what holds in the project differs from the screen's own. `project` null: one that is not there yet. */
export async function policiesInForce(
  house: House,
  unit: Unit,
  project: string | null,
): Promise<Partial<ScreenPolicies>> {
  const words = await saidOf(house, unit, project);
  const entries = KINDS.map((kind) => [kind, inForce(words, kind)] as const);
  return Object.fromEntries(entries.filter(([kind, choice]) => choice !== defaultPolicies[kind]));
}

interface Words {
  readonly operator: SaidPolicies;
  readonly organisation: SaidPolicies;
  readonly project: SaidPolicies;
}

const saidOf = async ({ screen }: House, unit: Unit, project: string | null): Promise<Words> => ({
  operator: screen,
  organisation: await unit.screenPolicies.said(null),
  project: project === null ? {} : await unit.screenPolicies.said(project),
});

function inForce({ operator, organisation, project }: Words, kind: ContentKind): ScreenChoice {
  const said = [operator[kind], organisation[kind], project[kind]].filter((choice) => choice !== undefined);
  const [strictest] = said.sort((a, b) => STRICTNESS.indexOf(b) - STRICTNESS.indexOf(a));
  return strictest ?? defaultPolicies[kind];
}

export async function readPolicies(house: House, caller: Caller): Promise<ScreenPolicyList> {
  demand(caller, 'organisation.see', null);
  return house.database.unit(caller.tenant, async (unit) => shown(await saidOf(house, unit, null)));
}

export async function setPolicies(
  house: House,
  caller: Caller,
  { policies }: ScreenPolicyChoices,
): Promise<ScreenPolicyList> {
  demand(caller, 'organisation.manage', null);
  return house.database.unit(caller.tenant, async (unit) => {
    const details = { before: await unit.screenPolicies.said(null), screen: { ...policies } };
    await unit.screenPolicies.say(null, policies);
    await recordSecurity(house, unit, whoActs(caller), { event: 'organisation.settings', details });
    return shown(await saidOf(house, unit, null));
  });
}

export async function readProjectPolicies(house: House, caller: Caller, id: string): Promise<ScreenPolicyList> {
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    return shown(await saidOf(house, unit, project.id));
  });
}

export async function setProjectPolicies(
  house: House,
  caller: Caller,
  id: string,
  { policies }: ScreenPolicyChoices,
): Promise<ScreenPolicyList> {
  demand(caller, 'project.manage', id);
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const details = { before: await unit.screenPolicies.said(project.id), screen: { ...policies } };
    await unit.screenPolicies.say(project.id, policies);
    await recordSecurity(house, unit, whoActs(caller), { event: 'project.settings', projectId: project.id, details });
    return shown(await saidOf(house, unit, project.id));
  });
}

const shown = (words: Words): ScreenPolicyList => ({
  policies: KINDS.map((kind) => ({
    kind,
    meaning: MEANING[kind],
    choices: [...policyChoices[kind]],
    standard: defaultPolicies[kind],
    operator: words.operator[kind] ?? null,
    organisation: words.organisation[kind] ?? null,
    project: words.project[kind] ?? null,
    in_force: inForce(words, kind),
  })),
});
