/** Projects: made from a template or from somebody's own plan, shown, changed, put away. */
import type {
  CreatedProject,
  MappingHint,
  Project,
  ProjectList,
  ProjectPatch,
  ProjectPreview,
} from '@sprintforge/protocol';
import type { CopyTicket, Imported, RefusedWorkbook } from '../ports/engine.ts';
import type { ProjectRecord, TaskHead } from '../ports/records.ts';
import { appendAudit } from './audit-chain.ts';
import { changePlan } from './change-plan.ts';
import { keepCopy } from './copy-keeping.ts';
import { type Caller, type House, projectOf, storeBlob } from './house.ts';
import { Refusal } from './refusal.ts';
import { refusedWorkbook } from './refused-workbook.ts';
import { demand, roleIn } from './roles.ts';
import { policiesInForce } from './screen-policies.ts';
import { recordSecurity, whoActs } from './security-audit.ts';
import { refuseViruses } from './virus-check.ts';

export interface NewProjectRequest {
  readonly name: string;
  readonly template?: 'tasks' | 'gantt' | 'sprint';
  readonly bytes?: Uint8Array;
  readonly hint?: MappingHint;
}

export async function createProject(house: House, caller: Caller, request: NewProjectRequest): Promise<CreatedProject> {
  demand(caller, 'project.create', null);
  const name = request.name.trim();
  if (name === '') throw new Refusal('BAD_REQUEST', 'a project needs a name');
  if (request.bytes) await house.uploadLimiter.take(caller);
  const ticket = firstTicket(house, caller);
  const outcome = await make(house, { ...request, name }, ticket);
  if (outcome.kind === 'refused') throw refusedWorkbook(outcome);
  await keepProject(house, caller, name, request.bytes, ticket, outcome);
  return {
    project_id: ticket.project,
    name,
    version: 1,
    tasks: outcome.state.taskCount,
    hash: outcome.state.hash,
    ...understood(outcome),
  };
}

/** Tasks that a preview shows. */
const sampleRows = 20;

/** What `createProject` would make of a workbook; nothing is kept of it. */
export async function previewProject(
  house: House,
  caller: Caller,
  request: { readonly bytes: Uint8Array; readonly hint?: MappingHint },
): Promise<ProjectPreview> {
  demand(caller, 'project.create', null);
  await house.uploadLimiter.take(caller);
  const outcome = await make(house, { name: '', ...request }, firstTicket(house, caller));
  if (outcome.kind === 'refused') throw refusedWorkbook(outcome);
  const { delta, settings, taskCount } = outcome.state;
  const first = JSON.parse(delta.tasks[0] ?? '[]') as TaskHead[];
  return {
    tasks: taskCount,
    sheets: [...outcome.sheets],
    fields: settings.fields.map(({ key, label, type }) => ({ key, label, type })),
    sample: first.slice(0, sampleRows).map(({ level, fields }) => ({ level, values: { ...fields } })),
    ...understood(outcome),
  };
}

/** How the workbook was understood. */
const understood = ({ mapping, columns, refused, notices }: Imported) => ({
  mapping: {
    sheet: mapping.sheet,
    header_row: mapping.headerRow,
    first_row: mapping.firstRow,
    last_row: mapping.lastRow,
    columns: columns.map((column) => ({ ...column })),
  },
  refused: [...refused],
  notices: notices.map(({ code, message }) => ({ code, message })),
});

async function make(house: House, request: NewProjectRequest, ticket: CopyTicket): Promise<Imported | RefusedWorkbook> {
  if (!request.bytes)
    return house.engine.template({ name: request.name, template: request.template ?? 'tasks', ticket });
  const hint = request.hint && definedOnly(request.hint);
  await refuseViruses(house, request.bytes);
  const policies = await house.database.unit(ticket.tenant, (unit) => policiesInForce(house, unit, null));
  return house.engine.importPlan({ bytes: request.bytes, policies, ticket, ...(hint ? { hint } : {}) });
}

const definedOnly = (hint: MappingHint) => ({
  ...(hint.sheet === undefined ? {} : { sheet: hint.sheet }),
  ...(hint.headerRow === undefined ? {} : { headerRow: hint.headerRow }),
  ...(hint.columns === undefined ? {} : { columns: hint.columns }),
});

function firstTicket(house: House, caller: Caller): CopyTicket {
  const [project, copy] = [house.system.uuid(), house.system.uuid()];
  return {
    tenant: caller.tenant,
    project,
    epoch: 1,
    copy,
    issuedTo: caller.user.email,
    issuedAt: house.system.now(),
    serverUrl: house.publicUrl,
    keyId: house.signer.keyId,
    key: house.signer.copyKey(caller.tenant, project, copy),
    history: [],
  };
}

async function keepProject(
  house: House,
  caller: Caller,
  name: string,
  upload: Uint8Array | undefined,
  ticket: CopyTicket,
  { state, layout }: Imported,
): Promise<void> {
  const at = house.system.now();
  const id = ticket.project;
  await house.database.unit(caller.tenant, async (unit) => {
    const snapshotBlob = await storeBlob(house, unit, caller.tenant, state.snapshot, 'snapshot');
    const workbookBlob = upload ? await storeBlob(house, unit, caller.tenant, upload, 'upload') : null;
    await unit.projects.create({
      id,
      name,
      head: 1,
      hash: state.hash,
      snapshotBlob,
      epoch: 1,
      strategy: 'server',
      settings: state.settings,
      taskCount: state.taskCount,
      layoutCopy: ticket.copy,
      createdBy: caller.user.id,
      createdAt: at,
      updatedAt: at,
    });
    await unit.plan.apply(id, state.delta, 1, caller.user.id, at);
    const message = upload ? 'Created from a workbook' : 'Created from a template';
    const { hash, changesCount } = state;
    await unit.revisions.append(
      id,
      {
        number: 1,
        parent: null,
        authorId: caller.user.id,
        createdAt: at,
        source: 'create',
        message,
        hash,
        snapshotBlob,
        changesCount,
        workbookBlob,
      },
      state.changes,
    );
    await keepCopy(house, unit, caller, id, layout, { copyId: ticket.copy, revision: 1, origin: 'layout' });
    await appendAudit(unit, house.system.uuid(), {
      projectId: id,
      excelVersion: 0,
      serverVersion: 1,
      syncType: 'create',
      changes: { tasks: state.taskCount, hash: state.hash },
      conflicts: null,
      resolution: null,
      userId: caller.user.id,
      timestamp: at,
      ipAddress: caller.ip,
      userAgent: caller.userAgent,
    });
  });
}

export async function listProjects(house: House, caller: Caller): Promise<ProjectList> {
  const found = await house.database.unit(caller.tenant, (unit) => unit.projects.list());
  return { projects: found.map((project) => shown(caller, project, project.openConflicts)) };
}

export async function getProject(house: House, caller: Caller, id: string): Promise<Project> {
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    return shown(caller, project, (await unit.conflicts.list(project.id, 'open', 100_000)).length);
  });
}

/** `expected`: the revision in If-Match, if there was one. */
export async function updateProject(
  house: House,
  caller: Caller,
  id: string,
  patch: ProjectPatch,
  expected: number | null,
): Promise<Project> {
  demand(caller, 'project.manage', id);
  const { calendar, scheduling, ...plain } = patch;
  await house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    if (expected !== null && expected !== project.head)
      throw new Refusal('STALE_REVISION', `the project is at revision ${project.head}`);
    await unit.projects.update(project.id, plain as Pick<ProjectRecord, 'name' | 'strategy'>, house.system.now());
    const details = { changed: Object.keys(patch), ...(patch.strategy ? { strategy: patch.strategy } : {}) };
    await recordSecurity(house, unit, whoActs(caller), { event: 'project.settings', projectId: project.id, details });
  });
  if (calendar || scheduling)
    await changePlan(house, caller, id, async (_unit, project) => ({
      source: 'calendar',
      message: 'Calendar changed',
      about: project.head,
      change: {
        kind: 'calendar',
        calendar: {
          ...(calendar?.weekend ? { weekend: [...calendar.weekend].sort() } : {}),
          ...(calendar?.holidays ? { holidays: [...calendar.holidays].sort() } : {}),
        },
        scheduling: scheduling ?? null,
      },
    }));
  return getProject(house, caller, id);
}

export async function removeProject(house: House, caller: Caller, id: string): Promise<void> {
  demand(caller, 'project.manage', id);
  await house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    await unit.projects.remove(project.id, house.system.now());
    await recordSecurity(house, unit, whoActs(caller), { event: 'project.removed', projectId: project.id });
  });
}

const shown = (caller: Caller, project: ProjectRecord, conflicts: number): Project => ({
  id: project.id,
  project_id: project.id,
  name: project.name,
  version: project.head,
  hash: project.hash,
  tasks: project.taskCount,
  conflicts,
  strategy: project.strategy,
  role: roleIn(caller.user, project.id),
  calendar: {
    weekend: [...project.settings.calendar.weekend],
    holidays: [...project.settings.calendar.holidays],
  },
  scheduling: project.settings.scheduling,
  created_at: project.createdAt,
  updated_at: project.updatedAt,
});
