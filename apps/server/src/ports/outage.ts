/** While the server runs, the database or the files do not do their work: nothing of the call was kept, and it may be made again. */
export class Outage extends Error {
  readonly code: 'NOT_READY' | 'STORAGE_FULL';
  readonly where: { readonly service: 'database' | 'files' | 'virus scanner' };
  constructor(code: Outage['code'], service: Outage['where']['service'], cause: unknown) {
    super(`${code} ${service}`, { cause });
    this.name = 'Outage';
    this.code = code;
    this.where = { service };
  }
}
