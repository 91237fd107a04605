/** Calls about personal data: which fields hold it. Part of `SprintforgeClient`. */
import { at } from './requests.ts';
import type { FieldClasses, ProjectFieldClasses } from './shapes/privacy.ts';
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
}
