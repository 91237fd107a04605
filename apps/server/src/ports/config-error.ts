/** What is wrong in a configuration file: where, what was found, and what to write instead. */
export interface FileFault {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** E.g. `enterprise.settings.region`; empty for the whole file. */
  readonly path: string;
  readonly found: string;
  readonly cure: string;
}

/** A configuration file that is not used. `faults` is never empty. */
export class ConfigError extends Error {
  readonly code = 'CONFIG_INVALID';
  readonly where: { readonly file: string };
  readonly faults: readonly FileFault[];
  constructor(file: string, faults: readonly FileFault[]) {
    super(faults.map((fault) => faultText(file, fault)).join('\n'));
    this.name = 'ConfigError';
    this.where = { file };
    this.faults = faults;
  }
}

/** `file:line:column path: what was found. What to write.` */
export const faultText = (file: string, { line, column, path, found, cure }: FileFault): string =>
  `${file}:${line}:${column} ${path === '' ? '' : `${path}: `}${found}. ${cure}`;
