/** Calls about the fields of a project. Part of `SprintforgeClient`. */
import { at } from './requests.ts';
import type {
  ArchivedFieldList,
  ChangedField,
  NewField,
  PrivateColumnList,
  ShareColumn,
  SharedField,
} from './shapes/fields.ts';
import type { Transport } from './transport.ts';

export class FieldClient {
  readonly #http: Transport;

  constructor(http: Transport) {
    this.#http = http;
  }

  add(id: string, field: NewField): Promise<ChangedField> {
    return this.#http.json(at(id, 'fields'), { method: 'POST', json: field });
  }
  rename(id: string, key: string, label: string): Promise<ChangedField> {
    return this.#http.json(at(id, `fields/${encodeURIComponent(key)}`), { method: 'PATCH', json: { label } });
  }
  /** It leaves the plan with its values. Throws `ProblemError` NEEDS_CONFIRMATION with the token that `confirm` is to be. */
  archive(id: string, key: string, confirm?: string): Promise<ChangedField> {
    return this.#http.json(at(id, `fields/${encodeURIComponent(key)}`), { method: 'DELETE', query: { confirm } });
  }
  archived(id: string): Promise<ArchivedFieldList> {
    return this.#http.json(at(id, 'archived-fields'));
  }
  /** With the values that it had, of the tasks that there still are. */
  restore(id: string, key: string): Promise<ChangedField> {
    return this.#http.json(at(id, `archived-fields/${encodeURIComponent(key)}/restore`), { method: 'POST' });
  }
  /** Of one's own workbook, as it was handed out last. */
  privateColumns(id: string): Promise<PrivateColumnList> {
    return this.#http.json(at(id, 'private-columns'));
  }
  /** From then on it merges as any field does; its values are taken over. */
  share(id: string, column: ShareColumn): Promise<SharedField> {
    return this.#http.json(at(id, 'private-columns'), { method: 'POST', json: column });
  }
}
