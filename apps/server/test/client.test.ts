/** The typed client against the OpenAPI document: every operation has a method, every method an operation, with the same shapes. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as protocol from '@sprintforge/protocol';
import { SprintforgeClient } from '@sprintforge/protocol';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Server, startServer } from '../src/index.ts';

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema: object }>> }>>;
}

const id = '00000000-0000-4000-8000-000000000001';
const file = new Uint8Array([80, 75]);

const signed = { id: 'AA', rawId: 'AA', type: 'public-key', clientExtensionResults: {} };
const made = { ...signed, response: { clientDataJSON: 'AA', attestationObject: 'AA' } };
const proof = { ...signed, response: { clientDataJSON: 'AA', authenticatorData: 'AA', signature: 'AA' } };

interface Row {
  readonly call: (client: SprintforgeClient) => unknown;
  /** What the method returns, for the compiler and for the document; null: nothing, or no JSON. */
  readonly shape: TSchema | null;
}
const row = <S extends TSchema>(call: (client: SprintforgeClient) => Promise<Static<S>>, shape: S): Row => ({
  call,
  shape,
});
const bare = (call: (client: SprintforgeClient) => Promise<unknown>): Row => ({ call, shape: null });

/** By the name of the method; with a dot, of a part of the client. */
const rows: Readonly<Record<string, Row>> = {
  health: row((c) => c.health(), protocol.Health),
  ready: row((c) => c.ready(), protocol.Ready),
  whoami: row((c) => c.whoami(), protocol.WhoAmI),
  projects: row((c) => c.projects(), protocol.ProjectList),
  project: row((c) => c.project(id), protocol.Project),
  create: row((c) => c.create({ name: 'x', template: 'gantt' }), protocol.CreatedProject),
  preview: row((c) => c.preview(file, { sheet: 'x' }), protocol.ProjectPreview),
  update: row((c) => c.update(id, { name: 'x' }, 3), protocol.Project),
  remove: bare((c) => c.remove(id)),
  members: row((c) => c.members(id), protocol.ProjectMemberList),
  setMember: bare((c) => c.setMember(id, id, { role: 'viewer' })),
  removeMember: bare((c) => c.removeMember(id, id)),
  fieldRights: row((c) => c.fieldRights(id), protocol.FieldRights),
  setFieldRights: row((c) => c.setFieldRights(id, { cost: 'owners' }), protocol.FieldRights),
  'privacy.exportPerson': bare((c) => c.privacy.exportPerson('a@b.c')),
  'privacy.erasePerson': row((c) => c.privacy.erasePerson(id, 't'), protocol.ErasedPerson),
  'privacy.sync': row(
    (c) => c.privacy.sync({ project_id: id, sync_type: 'hybrid', sanitized: true, data: {} }, 'k'),
    protocol.HybridAnswer,
  ),
  'privacy.cloud': row((c) => c.privacy.cloud(id), protocol.HybridLink),
  'privacy.link': row(
    (c) => c.privacy.link(id, { cloud_project_id: id, token: `sfj_${'x'.repeat(43)}` }),
    protocol.HybridLink,
  ),
  'privacy.unlink': bare((c) => c.privacy.unlink(id)),
  'privacy.classes': row((c) => c.privacy.classes(), protocol.FieldClasses),
  'privacy.setClasses': row((c) => c.privacy.setClasses({ notes: 'personal' }), protocol.FieldClasses),
  'privacy.ofProject': row((c) => c.privacy.ofProject(id), protocol.ProjectFieldClasses),
  'retention.periods': row((c) => c.retention.periods(), protocol.RetentionList),
  'retention.setPeriods': row((c) => c.retention.setPeriods({ deleted: 14 }, 't'), protocol.RetentionList),
  'retention.ofProject': row((c) => c.retention.ofProject(id), protocol.RetentionList),
  'retention.setOfProject': row((c) => c.retention.setOfProject(id, { recovery: 30 }), protocol.RetentionList),
  'screen.policies': row((c) => c.screen.policies(), protocol.ScreenPolicyList),
  'screen.setPolicies': row((c) => c.screen.setPolicies({ macros: 'strip' }), protocol.ScreenPolicyList),
  'screen.ofProject': row((c) => c.screen.ofProject(id), protocol.ScreenPolicyList),
  'screen.setOfProject': row((c) => c.screen.setOfProject(id, { oleObjects: 'strip' }), protocol.ScreenPolicyList),
  'privacy.setOfProject': row(
    (c) => c.privacy.setOfProject(id, { 'resource.role': 'public' }),
    protocol.ProjectFieldClasses,
  ),
  fields: row((c) => c.fields(id), protocol.FieldList),
  'customFields.add': row((c) => c.customFields.add(id, { label: 'Risk', type: 'choice' }), protocol.ChangedField),
  'customFields.rename': row((c) => c.customFields.rename(id, 'c_risk', 'Risks'), protocol.ChangedField),
  'customFields.archive': row((c) => c.customFields.archive(id, 'c_risk', 't'), protocol.ChangedField),
  'customFields.archived': row((c) => c.customFields.archived(id), protocol.ArchivedFieldList),
  'customFields.restore': row((c) => c.customFields.restore(id, 'c_risk'), protocol.ChangedField),
  'customFields.privateColumns': row((c) => c.customFields.privateColumns(id), protocol.PrivateColumnList),
  'customFields.share': row(
    (c) => c.customFields.share(id, { header: 'Risk', type: 'text', label: 'Risks' }),
    protocol.SharedField,
  ),
  // its rows have the columns of the plan besides, which the compiler cannot compare
  tasks: { call: (c) => c.tasks(id, { limit: 5, cursor: 'x', since: 1 }), shape: protocol.TaskPage },
  resources: row((c) => c.resources(id), protocol.ResourceList),
  dependencies: row((c) => c.dependencies(id), protocol.DependencyList),
  download: bare((c) =>
    c.download(id, {
      revision: 1,
      copy: id,
      locale: 'de',
      lens: { assignee: ['A', 'B'], from: '2026-01-01' },
      connected: { kind: 'feed', refreshMinutes: 5 },
    }),
  ),
  officeScript: bare((c) => c.officeScript(id, 'apply')),
  powerQueryFile: bare((c) => c.powerQueryFile(id)),
  upload: row(
    (c) => c.upload({ project_id: id, file, dry_run: true, confirm: ['a'], idempotency_key: 'k' }),
    protocol.SyncResult,
  ),
  uploadLater: bare((c) => c.uploadLater({ project_id: id, file })),
  job: row((c) => c.job(id), protocol.UploadJob),
  open: row((c) => c.open(id), protocol.NewDavLink),
  pairing: row((c) => c.pairing(id), protocol.PairingCode),
  openFolder: row((c) => c.openFolder(), protocol.NewDavLink),
  davLinks: row((c) => c.davLinks(), protocol.DavLinkList),
  endDavLink: bare((c) => c.endDavLink(id)),
  sync: row(
    (c) =>
      c.sync({ project_id: id, version: 1, changes: [{ op: 'set', task_id: 'SF-1', field: 'name', value: 'x' }] }, 'k'),
    protocol.DeltaResult,
  ),
  revisions: row((c) => c.revisions(id, { limit: 5, cursor: '7' }), protocol.RevisionList),
  revision: row((c) => c.revision(id, 2), protocol.RevisionDetail),
  revisionWorkbook: bare((c) => c.revisionWorkbook(id, 2)),
  rollback: row((c) => c.rollback(id, 2), protocol.SyncResult),
  undo: row((c) => c.undo(id, 2), protocol.SyncResult),
  recoveryPoints: row((c) => c.recoveryPoints(id, { limit: 5 }), protocol.RecoveryPointList),
  recover: row((c) => c.recover(id, id), protocol.SyncResult),
  conflicts: row((c) => c.conflicts(id, 'all'), protocol.ConflictList),
  resolve: row((c) => c.resolve(id, id, { choice: 'value', value: 3 }), protocol.SyncResult),
  resolveMany: row((c) => c.resolveMany(id, [{ id, choice: 'ours' }]), protocol.SyncResult),
  parked: row((c) => c.parked(id), protocol.ParkedList),
  parkedUpload: row((c) => c.parkedUpload(id, id), protocol.ParkedUpload),
  decideParked: row(
    (c) => c.decideParked(id, id, { strategy: 'server', choices: [{ id, choice: 'base' }] }),
    protocol.SyncResult,
  ),
  discardParked: bare((c) => c.discardParked(id, id)),
  events: bare((c) => c.events(id, { signal: AbortSignal.timeout(500) }).next()),
  presence: row((c) => c.presence(id), protocol.PresenceList),
  sayPresence: row((c) => c.sayPresence(id, { door: 'cli' }), protocol.PresenceList),
  leavePresence: bare((c) => c.leavePresence(id, 's')),
  audit: row(
    (c) => c.audit(id, { limit: 5, cursor: '9', user: 'a', type: 'b', from: 'c', to: 'd', revision: 1 }),
    protocol.AuditPage,
  ),
  verifyAudit: row((c) => c.verifyAudit(id), protocol.AuditVerdict),
  auditFile: bare((c) => c.auditFile(id, 'csv', { limit: 5 })),
  chain: row((c) => c.chain({ log: 'security', project: id, type: 'b' }), protocol.ChainPage),
  verifyChain: row((c) => c.verifyChain(), protocol.AuditVerdict),
  chainFile: bare((c) => c.chainFile('ndjson', { from: 'c' })),
  copies: row((c) => c.copies(id), protocol.CopyList),
  revokeCopy: bare((c) => c.revokeCopy(id, id)),
  tokens: row((c) => c.tokens(), protocol.TokenList),
  createToken: row((c) => c.createToken({ name: 'x', scope: 'read', expires_in_days: 3 }), protocol.CreatedToken),
  revokeToken: bare((c) => c.revokeToken(id)),
  createSyncToken: row((c) => c.createSyncToken(id, { scope: 'read' }), protocol.CreatedSyncToken),
  revokeSyncToken: bare((c) => c.revokeSyncToken(id, id)),
  'account.me': row((c) => c.account.me(), protocol.Me),
  'account.rename': row((c) => c.account.rename('x'), protocol.Me),
  'account.ways': row((c) => c.account.ways(), protocol.SignInWays),
  'account.signIn': row((c) => c.account.signIn({ email: 'a@b.c', password: 'x' }), protocol.Me),
  'account.signOut': row((c) => c.account.signOut(), protocol.SignedOut),
  'account.setup': row(
    (c) => c.account.setup({ token: 't', organisation: 'o', name: 'n', email: 'a@b.c', password: 'p' }),
    protocol.Me,
  ),
  'account.pair': row((c) => c.account.pair({ code: 'K7QF-3MDP', name: 'x' }), protocol.Paired),
  'account.link': row((c) => c.account.link('t'), protocol.LinkAnswer),
  'account.acceptInvitation': row(
    (c) => c.account.acceptInvitation({ token: 't', name: 'n', password: 'p' }),
    protocol.Me,
  ),
  'account.forgotPassword': bare((c) => c.account.forgotPassword('a@b.c')),
  'account.resetPassword': bare((c) => c.account.resetPassword('t', 'p')),
  'account.changePassword': bare((c) => c.account.changePassword({ current: 'a', password: 'b' })),
  'account.sessions': row((c) => c.account.sessions(), protocol.SessionList),
  'account.endSession': bare((c) => c.account.endSession(id)),
  'account.endOtherSessions': row((c) => c.account.endOtherSessions(), protocol.EndedSessions),
  'account.organisation': row((c) => c.account.organisation(), protocol.Organisation),
  'account.limits': row((c) => c.account.limits(), protocol.OrganisationLimits),
  'account.renameOrganisation': bare((c) => c.account.renameOrganisation('x')),
  'account.rotateSyncKey': row((c) => c.account.rotateSyncKey(), protocol.SyncKey),
  'account.members': row((c) => c.account.members(), protocol.MemberList),
  'account.changeMember': bare((c) => c.account.changeMember(id, { role: 'editor' })),
  'account.removeMember': bare((c) => c.account.removeMember(id)),
  'account.makePasswordLink': row((c) => c.account.makePasswordLink(id), protocol.CreatedPasswordLink),
  'account.invitations': row((c) => c.account.invitations(), protocol.InvitationList),
  'account.invite': row((c) => c.account.invite({ email: 'a@b.c', role: 'editor' }), protocol.CreatedInvitation),
  'account.withdrawInvitation': bare((c) => c.account.withdrawInvitation(id)),
  'provisioning.info': row((c) => c.provisioning.info(), protocol.ProvisioningInfo),
  'provisioning.setRules': row(
    (c) => c.provisioning.setRules({ roles: { Planners: 'editor' }, default_role: null }),
    protocol.ProvisioningInfo,
  ),
  'passkeys.list': row((c) => c.passkeys.list(), protocol.PasskeyList),
  'passkeys.begin': row((c) => c.passkeys.begin('x'), protocol.PasskeyOptions),
  'passkeys.add': row((c) => c.passkeys.add('x', made), protocol.AddedPasskey),
  'passkeys.rename': row((c) => c.passkeys.rename(id, 'x'), protocol.Passkey),
  'passkeys.remove': bare((c) => c.passkeys.remove(id, 'x')),
  'passkeys.beginProof': row((c) => c.passkeys.beginProof(), protocol.PasskeyOptions),
  'passkeys.give': row((c) => c.passkeys.give(proof), protocol.Me),
  'passkeys.beginSignIn': row((c) => c.passkeys.beginSignIn(), protocol.PasskeyOptions),
  'passkeys.signIn': row((c) => c.passkeys.signIn(proof), protocol.Me),
  'provisioning.renewToken': row((c) => c.provisioning.renewToken(), protocol.CreatedDirectoryToken),
  'provisioning.endToken': bare((c) => c.provisioning.endToken()),
  'secondFactor.state': row((c) => c.secondFactor.state(), protocol.SecondFactorState),
  'secondFactor.give': row((c) => c.secondFactor.give('123456'), protocol.Me),
  'secondFactor.begin': row((c) => c.secondFactor.begin(), protocol.NewFactor),
  'secondFactor.confirm': row((c) => c.secondFactor.confirm('123456'), protocol.RecoveryCodes),
  'secondFactor.remove': bare((c) => c.secondFactor.remove('123456')),
  'secondFactor.setPolicy': bare((c) => c.secondFactor.setPolicy('required')),
  'secondFactor.setPasswordless': bare((c) => c.secondFactor.setPasswordless(true)),
  'secondFactor.reset': bare((c) => c.secondFactor.reset(id)),
  'signOn.domains': row((c) => c.signOn.domains(), protocol.DomainList),
  'signOn.proveDomain': row((c) => c.signOn.proveDomain('x.example'), protocol.DomainProof),
  'signOn.removeDomain': bare((c) => c.signOn.removeDomain('x.example')),
  'signOn.offer': row((c) => c.signOn.offer('a@b.c'), protocol.SignOnOffer),
  'signOn.begin': row((c) => c.signOn.begin({ provider_id: id, to: '/projects' }), protocol.BegunSignOn),
  'signOn.providers': row((c) => c.signOn.providers(), protocol.IdentityProviderList),
  'signOn.add': row(
    (c) =>
      c.signOn.add({ kind: 'saml', name: 'x', roles: { a: 'viewer' }, saml: { metadata_url: 'https://x.example/' } }),
    protocol.IdentityProvider,
  ),
  'signOn.change': row((c) => c.signOn.change(id, { default_role: null }), protocol.IdentityProvider),
  'signOn.remove': bare((c) => c.signOn.remove(id)),
  'notifications.list': row((c) => c.notifications.list(), protocol.NotificationPage),
  'notifications.markRead': row((c) => c.notifications.markRead({ ids: [7] }), protocol.UnreadCount),
  'notifications.settings': row((c) => c.notifications.settings(id), protocol.NotificationSettings),
  'notifications.choose': bare((c) => c.notifications.choose({}, id)),
  'webhooks.list': row((c) => c.webhooks.list(id), protocol.WebhookList),
  'webhooks.create': row(
    (c) => c.webhooks.create(id, { url: 'https://x.example/', events: ['parked'] } as never),
    protocol.CreatedWebhook,
  ),
  'webhooks.update': row((c) => c.webhooks.update(id, id, {}), protocol.Webhook),
  'webhooks.remove': bare((c) => c.webhooks.remove(id, id)),
  'webhooks.renewSecret': row((c) => c.webhooks.renewSecret(id, id), protocol.CreatedWebhook),
  'webhooks.test': row((c) => c.webhooks.test(id, id), protocol.StartedDelivery),
  'webhooks.deliveries': row((c) => c.webhooks.deliveries(id, id), protocol.WebhookDeliveryList),
  'webhooks.redeliver': bare((c) => c.webhooks.redeliver(id, id, id)),
};

let server: Server;
let operations: Map<string, Operation>;
const data = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-client-'));
beforeAll(async () => {
  server = await startServer({ port: 0, data, durable: false, logLevel: 'silent', engineProcesses: 1, jobs: 'worker' });
  const { paths } = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  operations = new Map(
    Object.entries(paths).flatMap(([at, methods]) =>
      Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${at}`, operation] as const),
    ),
  );
});
afterAll(async () => {
  await server.close();
  fs.rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

/** As the document's maker writes it. */
const asDocumented = (shape: TSchema): unknown =>
  JSON.parse(JSON.stringify(shape), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const { patternProperties, const: only, ...rest } = value as { patternProperties?: object; const?: unknown };
    const [any] = Object.values(patternProperties ?? {});
    return { ...rest, ...(any ? { additionalProperties: any } : {}), ...(only === undefined ? {} : { enum: [only] }) };
  });

interface Sent {
  readonly operation: string;
  readonly url: URL;
  readonly body: unknown;
  readonly headers: readonly string[];
}

/** What the method sends, to nobody: every answer is an empty object. */
async function sent(name: string): Promise<Sent> {
  const calls: Sent[] = [];
  const answer: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    const operation = operationOf(init?.method ?? 'GET', url.pathname);
    const body = typeof init?.body === 'string' ? JSON.parse(init.body) : (init?.body ?? null);
    calls.push({ operation, url, body, headers: [...new Headers(init?.headers).keys()] });
    return new Response('{}', { headers: { 'content-type': 'application/json' } });
  };
  const client = new SprintforgeClient({ url: 'http://nowhere.example', token: 't', fetch: answer });
  await Promise.resolve(rows[name]!.call(client)).catch(() => null); // an empty answer is not what it waits for
  if (!calls[0]) throw new Error(`${name} calls nothing`);
  return calls[0];
}

/** The most literal of those whose pattern fits. */
function operationOf(method: string, pathname: string): string {
  const fitting = [...operations.keys()].filter((key) => {
    const [verb, pattern] = key.split(' ') as [string, string];
    return verb === method && new RegExp(`^${pattern.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname);
  });
  return (
    fitting.sort((a, b) => a.split('{').length - b.split('{').length)[0] ?? `${method} ${pathname}: no such operation`
  );
}

/** The classes that a value is of, the root of all left out. */
function* classesOf(value: object): Generator<object> {
  for (let next = Object.getPrototypeOf(value); next !== Object.prototype; next = Object.getPrototypeOf(next))
    yield next;
}

function methodsOf(part: object, prefix = ''): string[] {
  const names = [...classesOf(part)].flatMap((one) => Object.getOwnPropertyNames(one));
  const own = names.filter((name) => name !== 'constructor');
  // the transport is the one part that is nobody's to call
  const parts = Object.entries(part).filter(
    ([name, value]) => name !== 'http' && typeof value === 'object' && value !== null,
  );
  return [
    ...own.map((name) => prefix + name),
    ...parts.flatMap(([name, value]) => methodsOf(value as object, `${name}.`)),
  ];
}

describe('the typed client', () => {
  test('has a row here for each of its methods', () => {
    const client = new SprintforgeClient({ url: 'http://nowhere.example' });
    expect(methodsOf(client).sort()).toEqual(Object.keys(rows).sort());
  });

  test('has a method for every operation, and none besides', async () => {
    const called = new Set<string>();
    for (const name of Object.keys(rows)) called.add((await sent(name)).operation);
    expect([...called].sort()).toEqual([...operations.keys()].sort());
  });

  test.each(Object.entries(rows))('%s sends and gets what the document says', async (name, { shape }) => {
    const { operation, url, body, headers } = await sent(name);
    const described = operations.get(operation)!;
    const known = (place: string) =>
      described.parameters?.filter((one) => one.in === place).map((one) => one.name) ?? [];
    expect(known('query')).toEqual(expect.arrayContaining([...new Set(url.searchParams.keys())]));
    const usual = ['accept', 'authorization', 'content-type', 'if-match', 'if-none-match', 'last-event-id', 'prefer'];
    expect([...known('header'), ...usual]).toEqual(expect.arrayContaining([...headers]));
    const forms = described.requestBody?.content ?? {};
    const wanted = forms['application/json']?.schema;
    if (body instanceof FormData) {
      const form = forms['multipart/form-data']?.schema as { properties: object } | undefined;
      expect(Object.keys(form?.properties ?? {})).toEqual(expect.arrayContaining([...body.keys()]));
    } else if (body !== null) {
      expect(wanted).toBeDefined();
      expect([...Value.Errors(wanted as TSchema, body)].map(({ message }) => message)).toEqual([]);
    }
    const good = Object.entries(described.responses).find(([status]) => /^2/.test(status));
    const answered = good?.[1].content?.['application/json']?.schema;
    if (shape) expect(answered).toEqual(asDocumented(shape));
  });
});
