/** The typed client of the HTTP interface. `fetch` is handed in, so it runs in Node, in browsers and in tests alike. */
import type { LensRequest } from '@sprintforge/core';
import { AccountClient } from './account-client.ts';
import { type EventOptions, followEvents, type ReceivedEvent } from './events.ts';
import { NotificationClient } from './notification-client.ts';
import type {
  CreatedSyncToken,
  CreatedToken,
  Health,
  NewSyncToken,
  NewToken,
  Ready,
  TokenList,
  WhoAmI,
} from './shapes/account.ts';
import type { AuditPage, AuditVerdict, ChainPage } from './shapes/audit.ts';
import type { StrategyName } from './shapes/common.ts';
import type { DavLinkList, NewDavLink } from './shapes/dav.ts';
import type { DeltaRequest, DeltaResult } from './shapes/delta.ts';
import type { ConflictList, CopyList, RecoveryPointList, RevisionDetail, RevisionList } from './shapes/history.ts';
import type { PresenceList, SayPresence } from './shapes/live.ts';
import type { DecideParked, ParkedList, ParkedUpload } from './shapes/parked.ts';
import type {
  CreatedProject,
  DependencyList,
  FieldList,
  FieldRights,
  MappingHint,
  Project,
  ProjectGrant,
  ProjectList,
  ProjectMemberList,
  ProjectPatch,
  ProjectPreview,
  ResourceList,
  TaskPage,
} from './shapes/project.ts';
import type { ResolveChoice, SyncResult } from './shapes/sync.ts';
import type { UploadJob } from './shapes/upload-job.ts';
import { type ClientOptions, Transport } from './transport.ts';
import { WebhookClient } from './webhook-client.ts';

export interface CreateRequest {
  readonly name: string;
  /** One's own plan; without it the project starts from a template. */
  readonly file?: Uint8Array;
  readonly filename?: string;
  readonly mapping?: MappingHint;
  readonly template?: 'tasks' | 'gantt' | 'sprint';
}

export interface UploadRequest {
  readonly project_id: string;
  readonly file: Uint8Array;
  readonly filename?: string;
  readonly strategy?: StrategyName;
  readonly dry_run?: boolean;
  /** Nobody can be asked: what needs a decision is parked, and the answer says so in `parked` (rule A9). */
  readonly park?: boolean;
  /** Tokens of the brakes that the person has confirmed. */
  readonly confirm?: readonly string[];
  /** Ids of repairs to make. */
  readonly repair?: readonly string[];
  /** Edits to leave out: `taskId:field`, or `taskId` for a whole task. */
  readonly select?: readonly string[];
  readonly idempotency_key?: string;
}

export interface Workbook {
  readonly bytes: Uint8Array;
  readonly version: number;
  readonly copy_id: string;
  readonly filename: string;
  readonly etag: string;
}

export interface Page {
  readonly limit?: number;
  readonly cursor?: string;
}

/** What is asked of the audit log; what is not named does not matter. */
export interface AuditFilter {
  /** Id, e-mail address or name. */
  readonly user?: string;
  readonly type?: string;
  /** A day (`YYYY-MM-DD`, the whole of it) or an instant, UTC. */
  readonly from?: string;
  readonly to?: string;
  readonly revision?: number;
}

/** Of the whole organisation: `type` is a kind of sync or a security event. */
export interface ChainFilter extends Omit<AuditFilter, 'revision'> {
  readonly log?: 'sync' | 'security';
  /** Its id. */
  readonly project?: string;
}

export type AuditFormat = 'csv' | 'ndjson';

export class SprintforgeClient {
  readonly #http: Transport;
  /** Signing in and out, sessions, members, invitations. */
  readonly account: AccountClient;
  readonly notifications: NotificationClient;
  readonly webhooks: WebhookClient;

  constructor(options: ClientOptions) {
    this.#http = new Transport(options);
    this.account = new AccountClient(this.#http);
    this.notifications = new NotificationClient(this.#http);
    this.webhooks = new WebhookClient(this.#http);
  }

  health(): Promise<Health> {
    return this.#http.json('health');
  }
  /** Throws `ProblemError` with status 503 while it cannot serve. */
  ready(): Promise<Ready> {
    return this.#http.json('ready');
  }
  whoami(): Promise<WhoAmI> {
    return this.#http.json('api/whoami');
  }

  // ---- projects

  projects(): Promise<ProjectList> {
    return this.#http.json('api/projects');
  }
  project(id: string): Promise<Project> {
    return this.#http.json(at(id));
  }
  create(request: CreateRequest): Promise<CreatedProject> {
    if (!request.file)
      return this.#http.json('api/projects', {
        method: 'POST',
        json: { name: request.name, ...(request.template ? { template: request.template } : {}) },
      });
    const form = new FormData();
    form.set('name', request.name);
    if (request.mapping) form.set('mapping', JSON.stringify(request.mapping));
    form.set('file', workbookBlob(request.file), request.filename ?? 'plan.xlsx');
    return this.#http.json('api/projects', { method: 'POST', form });
  }
  /** What `create` would make of a workbook, its mapping and first tasks; nothing is written. */
  preview(file: Uint8Array, mapping?: MappingHint): Promise<ProjectPreview> {
    const form = new FormData();
    if (mapping) form.set('mapping', JSON.stringify(mapping));
    form.set('file', workbookBlob(file), 'plan.xlsx');
    return this.#http.json('api/projects/preview', { method: 'POST', form });
  }
  /** `seen`: the revision that the change is meant for; another head is refused. */
  update(id: string, patch: ProjectPatch, seen?: number): Promise<Project> {
    const headers = { 'if-match': seen === undefined ? '*' : `"${seen}"` };
    return this.#http.json(at(id), { method: 'PATCH', json: patch, headers });
  }
  async remove(id: string): Promise<void> {
    await this.#http.send(at(id), { method: 'DELETE' });
  }
  members(id: string): Promise<ProjectMemberList> {
    return this.#http.json(at(id, 'members'));
  }
  /** What somebody is in this project; what they are in the organisation holds again after `removeMember`. */
  async setMember(id: string, user: string, grant: ProjectGrant): Promise<void> {
    await this.#http.send(at(id, `members/${encodeURIComponent(user)}`), { method: 'PUT', json: grant });
  }
  async removeMember(id: string, user: string): Promise<void> {
    await this.#http.send(at(id, `members/${encodeURIComponent(user)}`), { method: 'DELETE' });
  }
  fieldRights(id: string): Promise<FieldRights> {
    return this.#http.json(at(id, 'field-rights'));
  }
  setFieldRights(id: string, rights: FieldRights['rights']): Promise<FieldRights> {
    return this.#http.json(at(id, 'field-rights'), { method: 'PUT', json: { rights } });
  }
  fields(id: string): Promise<FieldList> {
    return this.#http.json(at(id, 'fields'));
  }
  tasks(id: string, page: Page & { readonly since?: number } = {}): Promise<TaskPage> {
    return this.#http.json(at(id, 'tasks'), { query: { ...page } });
  }
  resources(id: string): Promise<ResourceList> {
    return this.#http.json(at(id, 'resources'));
  }
  dependencies(id: string): Promise<DependencyList> {
    return this.#http.json(at(id, 'dependencies'));
  }

  // ---- workbooks

  /** A new copy of the project's workbook, with `lens` of a part of it; with `copy`, the exact bytes of a copy made earlier; null when `etag` still holds. */
  async download(
    id: string,
    options: {
      readonly revision?: number;
      readonly copy?: string;
      readonly etag?: string;
      readonly lens?: LensRequest;
      /** Language of the texts for people: `en` or `de`. */
      readonly locale?: string;
    } = {},
  ): Promise<Workbook | null> {
    const response = await this.#http.send(`api/sync/download/${encodeURIComponent(id)}`, {
      query: { revision: options.revision, copy: options.copy, locale: options.locale, ...options.lens },
      headers: { accept: '*/*', 'if-none-match': options.etag },
      accept: [304],
    });
    return response.status === 304 ? null : readWorkbook(response);
  }
  /** Throws `ProblemError` when a decision is needed (409); `problem.result` is then the report of what would happen. */
  async upload(request: UploadRequest): Promise<SyncResult> {
    return (await this.#upload(request)) as SyncResult;
  }
  /** Answered at once: `job` tells how far it is, and in the end the result or the problem. */
  async uploadLater(request: UploadRequest): Promise<UploadJob> {
    return (await this.#upload(request, 'respond-async')) as UploadJob;
  }
  job(id: string): Promise<UploadJob> {
    return this.#http.json(`api/jobs/${encodeURIComponent(id)}`);
  }
  #upload(request: UploadRequest, prefer?: string): Promise<SyncResult | UploadJob> {
    const form = new FormData();
    form.set('project_id', request.project_id);
    if (request.strategy) form.set('strategy', request.strategy);
    if (request.dry_run) form.set('dry_run', 'true');
    if (request.park) form.set('park', 'true');
    for (const token of request.confirm ?? []) form.append('confirm', token);
    for (const repair of request.repair ?? []) form.append('repair', repair);
    for (const edit of request.select ?? []) form.append('select', edit);
    form.set('file', workbookBlob(request.file), request.filename ?? 'plan.xlsx');
    return this.#http.json('api/sync/upload', {
      method: 'POST',
      form,
      headers: { 'idempotency-key': request.idempotency_key, prefer },
    });
  }

  /** A link that opens the plan in Excel, where saving is the sync; its address is a secret of the caller's. */
  open(id: string): Promise<NewDavLink> {
    return this.#http.json(at(id, 'open'), { method: 'POST' });
  }
  /** A link to the folder of all plans. */
  openFolder(): Promise<NewDavLink> {
    return this.#http.json('api/dav/links', { method: 'POST' });
  }
  davLinks(): Promise<DavLinkList> {
    return this.#http.json('api/dav/links');
  }
  async endDavLink(id: string): Promise<void> {
    await this.#http.send(`api/dav/links/${encodeURIComponent(id)}`, { method: 'DELETE' });
  }

  /** Changes without a workbook. Throws `ProblemError` when a decision is needed (409), as `upload` does. */
  sync(request: DeltaRequest, idempotencyKey?: string): Promise<DeltaResult> {
    return this.#http.json('api/sync', {
      method: 'POST',
      json: request,
      headers: { 'idempotency-key': idempotencyKey },
    });
  }

  // ---- history

  revisions(id: string, page: Page = {}): Promise<RevisionList> {
    return this.#http.json(at(id, 'revisions'), { query: { ...page } });
  }
  /** What it changed; with `against`, what is different between the two. */
  revision(id: string, revision: number, against?: number): Promise<RevisionDetail> {
    return this.#http.json(at(id, `revisions/${revision}`), { query: { against } });
  }
  async revisionWorkbook(id: string, revision: number): Promise<Workbook> {
    return readWorkbook(
      await this.#http.send(at(id, `revisions/${revision}/workbook`), { headers: { accept: '*/*' } }),
    );
  }
  rollback(id: string, to: number): Promise<SyncResult> {
    return this.#http.json(at(id, 'rollback'), { method: 'POST', json: { to } });
  }
  undo(id: string, revision: number): Promise<SyncResult> {
    return this.#http.json(at(id, 'undo'), { method: 'POST', json: { revision } });
  }

  recoveryPoints(id: string, page: Page = {}): Promise<RecoveryPointList> {
    return this.#http.json(at(id, 'recovery-points'), { query: { ...page } });
  }
  /** The state before an upload again, as a new revision; `point`: the `recovery_id` of its result. */
  recover(id: string, point: string): Promise<SyncResult> {
    return this.#http.json(at(id, `recovery-points/${encodeURIComponent(point)}/restore`), { method: 'POST' });
  }

  // ---- conflicts

  conflicts(id: string, status: 'open' | 'resolved' | 'all' = 'open'): Promise<ConflictList> {
    return this.#http.json(at(id, 'conflicts'), { query: { status } });
  }
  resolve(id: string, conflictId: string, choice: ResolveChoice): Promise<SyncResult> {
    const path = at(id, `conflicts/${encodeURIComponent(conflictId)}/resolve`);
    return this.#http.json(path, { method: 'POST', json: choice });
  }
  resolveMany(id: string, resolutions: readonly ({ readonly id: string } & ResolveChoice)[]): Promise<SyncResult> {
    return this.#http.json(at(id, 'conflicts/resolve'), { method: 'POST', json: { resolutions } });
  }

  // ---- parked uploads

  parked(id: string): Promise<ParkedList> {
    return this.#http.json(at(id, 'parked'));
  }
  parkedUpload(id: string, parkedId: string): Promise<ParkedUpload> {
    return this.#http.json(at(id, `parked/${encodeURIComponent(parkedId)}`));
  }
  /** Throws `ProblemError` while something is undecided (409), as `upload` does; what was decided is kept. */
  decideParked(id: string, parkedId: string, decision: DecideParked): Promise<SyncResult> {
    return this.#http.json(at(id, `parked/${encodeURIComponent(parkedId)}`), { method: 'POST', json: decision });
  }
  async discardParked(id: string, parkedId: string): Promise<void> {
    await this.#http.send(at(id, `parked/${encodeURIComponent(parkedId)}`), { method: 'DELETE' });
  }

  // ---- live

  /** What happens in the project, from `after` or from now on, until `signal` ends it; broken lines are made anew. */
  events(id: string, options: EventOptions = {}): AsyncGenerator<ReceivedEvent> {
    return followEvents(this.#http, at(id, 'events'), options);
  }
  presence(id: string): Promise<PresenceList> {
    return this.#http.json(at(id, 'presence'));
  }
  /** Who is there then, oneself among them. */
  sayPresence(id: string, said: SayPresence): Promise<PresenceList> {
    return this.#http.json(at(id, 'presence'), { method: 'PUT', json: said });
  }
  async leavePresence(id: string, session?: string): Promise<void> {
    await this.#http.send(at(id, 'presence'), { method: 'DELETE', query: { session } });
  }

  // ---- audit, copies, tokens

  audit(id: string, page: Page & AuditFilter = {}): Promise<AuditPage> {
    return this.#http.json(at(id, 'audit'), { query: { ...page } });
  }
  verifyAudit(id: string): Promise<AuditVerdict> {
    return this.#http.json(at(id, 'audit/verify'));
  }
  /** A project's audit log as a file, piece by piece as it comes; everything unless `limit` is given. */
  auditFile(id: string, format: AuditFormat, query: Page & AuditFilter = {}): Promise<AsyncIterable<Uint8Array>> {
    return this.#file(at(id, 'audit'), format, { ...query });
  }
  /** Of the whole organisation, with what concerns security; owners only. */
  chain(query: Page & ChainFilter = {}): Promise<ChainPage> {
    return this.#http.json('api/audit', { query: { ...query } });
  }
  verifyChain(): Promise<AuditVerdict> {
    return this.#http.json('api/audit/verify');
  }
  chainFile(format: AuditFormat, query: Page & ChainFilter = {}): Promise<AsyncIterable<Uint8Array>> {
    return this.#file('api/audit', format, { ...query });
  }
  async #file(path: string, format: AuditFormat, query: Page & ChainFilter): Promise<AsyncIterable<Uint8Array>> {
    const accept = format === 'csv' ? 'text/csv' : 'application/x-ndjson';
    const { body } = await this.#http.send(path, { query: { ...query }, headers: { accept } });
    return body ?? (async function* () {})();
  }
  copies(id: string): Promise<CopyList> {
    return this.#http.json(at(id, 'copies'));
  }
  async revokeCopy(id: string, copyId: string): Promise<void> {
    await this.#http.send(at(id, `copies/${encodeURIComponent(copyId)}`), { method: 'DELETE' });
  }
  tokens(): Promise<TokenList> {
    return this.#http.json('api/tokens');
  }
  createToken(request: NewToken): Promise<CreatedToken> {
    return this.#http.json('api/tokens', { method: 'POST', json: request });
  }
  /** For one project and one hour; `read` does not write. */
  createSyncToken(id: string, request: NewSyncToken = {}): Promise<CreatedSyncToken> {
    return this.#http.json(at(id, 'sync-tokens'), { method: 'POST', json: request });
  }
  async revokeSyncToken(id: string, jti: string): Promise<void> {
    await this.#http.send(at(id, `sync-tokens/${encodeURIComponent(jti)}`), { method: 'DELETE' });
  }
  async revokeToken(id: string): Promise<void> {
    await this.#http.send(`api/tokens/${encodeURIComponent(id)}`, { method: 'DELETE' });
  }
}

const at = (project: string, rest?: string): string =>
  `api/projects/${encodeURIComponent(project)}${rest ? `/${rest}` : ''}`;

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const workbookBlob = (bytes: Uint8Array): Blob => new Blob([Uint8Array.from(bytes)], { type: XLSX });

async function readWorkbook(response: Response): Promise<Workbook> {
  const disposition = response.headers.get('content-disposition') ?? '';
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1];
  return {
    bytes: new Uint8Array(await response.arrayBuffer()),
    version: Number(response.headers.get('x-revision') ?? 0),
    copy_id: response.headers.get('x-copy-id') ?? '',
    filename: encoded ? decodeURIComponent(encoded) : 'plan.xlsx',
    etag: response.headers.get('etag') ?? '',
  };
}
