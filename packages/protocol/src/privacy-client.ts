/** Calls about personal data: which fields hold it, and plans that go to a cloud without it. Part of `SprintforgeClient`. */
import { at } from './requests.ts';
import type { HybridAnswer, HybridLink, HybridRequest, NewHybridLink } from './shapes/hybrid.ts';
import type { ErasedPerson, FieldClasses, ProjectFieldClasses } from './shapes/privacy.ts';
import type { Transport } from './transport.ts';

export class PrivacyClient {
  readonly #http: Transport;

  constructor(http: Transport) {
    this.#http = http;
  }

  /** What holds in every project that says nothing else. */
  classes(): Promise<FieldClasses> {
    return this.#http.json('api/organisation/field-classes');
  }
  setClasses(classes: FieldClasses['classes']): Promise<FieldClasses> {
    return this.#http.json('api/organisation/field-classes', { method: 'PUT', json: { classes } });
  }
  ofProject(id: string): Promise<ProjectFieldClasses> {
    return this.#http.json(at(id, 'field-classes'));
  }
  setOfProject(id: string, classes: FieldClasses['classes']): Promise<ProjectFieldClasses> {
    return this.#http.json(at(id, 'field-classes'), { method: 'PUT', json: { classes } });
  }

  /** Everything about a person (id or e-mail address), as a zip of JSON and CSV. */
  async exportPerson(who: string): Promise<Uint8Array> {
    const headers = { accept: 'application/zip' };
    const answer = await this.#http.send(`api/organisation/people/${encodeURIComponent(who)}/export`, { headers });
    return new Uint8Array(await answer.arrayBuffer());
  }
  /** Throws `ProblemError` NEEDS_CONFIRMATION with the token that `confirm` is to be. */
  erasePerson(who: string, confirm?: string): Promise<ErasedPerson> {
    const path = `api/organisation/people/${encodeURIComponent(who)}`;
    return this.#http.json(path, { method: 'DELETE', query: { confirm } });
  }

  /** Exchanges a plan with its cloud now. */
  sync(request: HybridRequest, idempotencyKey?: string): Promise<HybridAnswer> {
    const headers = { 'idempotency-key': idempotencyKey };
    return this.#http.json('api/hybrid/sync', { method: 'POST', json: request, headers });
  }
  cloud(id: string): Promise<HybridLink> {
    return this.#http.json(at(id, 'hybrid'));
  }
  link(id: string, link: NewHybridLink): Promise<HybridLink> {
    return this.#http.json(at(id, 'hybrid'), { method: 'PUT', json: link });
  }
  async unlink(id: string): Promise<void> {
    await this.#http.send(at(id, 'hybrid'), { method: 'DELETE' });
  }
}
