/** The typed client of the HTTP interface. `fetch` is handed in, so it runs in Node, in browsers and in tests alike. */
import { AccountClient } from './account-client.ts';
import { type EventOptions, followEvents, type ReceivedEvent } from './events.ts';
import { FieldClient } from './field-client.ts';
import { HistoryCalls } from './history-calls.ts';
import { NotificationClient } from './notification-client.ts';
import { PasskeyClient } from './passkey-client.ts';
import { PrivacyClient } from './privacy-client.ts';
import { ProvisioningClient } from './provisioning-client.ts';
import { type AuditFilter, type AuditFormat, at, type ChainFilter, type Page } from './requests.ts';
import { RetentionClient } from './retention-client.ts';
import { ScreenClient } from './screen-client.ts';
import { SecondFactorClient } from './second-factor-client.ts';
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
import type { CopyList } from './shapes/history.ts';
import type { PresenceList, SayPresence } from './shapes/live.ts';
import { SignOnClient } from './sign-on-client.ts';
import type { ClientOptions } from './transport.ts';
import { WebhookClient } from './webhook-client.ts';

export class SprintforgeClient extends HistoryCalls {
  /** Signing in and out, sessions, members, invitations. */
  readonly account: AccountClient;
  readonly customFields: FieldClient;
  readonly notifications: NotificationClient;
  readonly privacy: PrivacyClient;
  readonly retention: RetentionClient;
  readonly screen: ScreenClient;
  readonly passkeys: PasskeyClient;
  readonly provisioning: ProvisioningClient;
  readonly secondFactor: SecondFactorClient;
  readonly signOn: SignOnClient;
  readonly webhooks: WebhookClient;

  constructor(options: ClientOptions) {
    super(options);
    this.account = new AccountClient(this.http);
    this.customFields = new FieldClient(this.http);
    this.notifications = new NotificationClient(this.http);
    this.privacy = new PrivacyClient(this.http);
    this.retention = new RetentionClient(this.http);
    this.screen = new ScreenClient(this.http);
    this.passkeys = new PasskeyClient(this.http);
    this.provisioning = new ProvisioningClient(this.http);
    this.secondFactor = new SecondFactorClient(this.http);
    this.signOn = new SignOnClient(this.http);
    this.webhooks = new WebhookClient(this.http);
  }

  health(): Promise<Health> {
    return this.http.json('health');
  }
  /** Throws `ProblemError` with status 503 while it cannot serve. */
  ready(): Promise<Ready> {
    return this.http.json('ready');
  }
  whoami(): Promise<WhoAmI> {
    return this.http.json('api/whoami');
  }
  /** What happens in the project, from `after` or from now on, until `signal` ends it; broken lines are made anew. */
  events(id: string, options: EventOptions = {}): AsyncGenerator<ReceivedEvent> {
    return followEvents(this.http, at(id, 'events'), options);
  }
  presence(id: string): Promise<PresenceList> {
    return this.http.json(at(id, 'presence'));
  }
  /** Who is there then, oneself among them. */
  sayPresence(id: string, said: SayPresence): Promise<PresenceList> {
    return this.http.json(at(id, 'presence'), { method: 'PUT', json: said });
  }
  async leavePresence(id: string, session?: string): Promise<void> {
    await this.http.send(at(id, 'presence'), { method: 'DELETE', query: { session } });
  }

  audit(id: string, page: Page & AuditFilter = {}): Promise<AuditPage> {
    return this.http.json(at(id, 'audit'), { query: { ...page } });
  }
  verifyAudit(id: string): Promise<AuditVerdict> {
    return this.http.json(at(id, 'audit/verify'));
  }
  /** A project's audit log as a file, piece by piece as it comes; everything unless `limit` is given. */
  auditFile(id: string, format: AuditFormat, query: Page & AuditFilter = {}): Promise<AsyncIterable<Uint8Array>> {
    return this.#file(at(id, 'audit'), format, { ...query });
  }
  /** Of the whole organisation, with what concerns security; owners only. */
  chain(query: Page & ChainFilter = {}): Promise<ChainPage> {
    return this.http.json('api/audit', { query: { ...query } });
  }
  verifyChain(): Promise<AuditVerdict> {
    return this.http.json('api/audit/verify');
  }
  chainFile(format: AuditFormat, query: Page & ChainFilter = {}): Promise<AsyncIterable<Uint8Array>> {
    return this.#file('api/audit', format, { ...query });
  }
  async #file(path: string, format: AuditFormat, query: Page & ChainFilter): Promise<AsyncIterable<Uint8Array>> {
    const accept = format === 'csv' ? 'text/csv' : 'application/x-ndjson';
    const { body } = await this.http.send(path, { query: { ...query }, headers: { accept } });
    return body ?? (async function* () {})();
  }
  copies(id: string): Promise<CopyList> {
    return this.http.json(at(id, 'copies'));
  }
  async revokeCopy(id: string, copyId: string): Promise<void> {
    await this.http.send(at(id, `copies/${encodeURIComponent(copyId)}`), { method: 'DELETE' });
  }
  tokens(): Promise<TokenList> {
    return this.http.json('api/tokens');
  }
  createToken(request: NewToken): Promise<CreatedToken> {
    return this.http.json('api/tokens', { method: 'POST', json: request });
  }
  /** For one project and one hour; `read` does not write. */
  createSyncToken(id: string, request: NewSyncToken = {}): Promise<CreatedSyncToken> {
    return this.http.json(at(id, 'sync-tokens'), { method: 'POST', json: request });
  }
  async revokeSyncToken(id: string, jti: string): Promise<void> {
    await this.http.send(at(id, `sync-tokens/${encodeURIComponent(jti)}`), { method: 'DELETE' });
  }
  async revokeToken(id: string): Promise<void> {
    await this.http.send(`api/tokens/${encodeURIComponent(id)}`, { method: 'DELETE' });
  }
}
