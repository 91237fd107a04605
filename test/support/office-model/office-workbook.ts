import { openWorkbook, type Table, type Workbook } from '@sprintforge/xlsx';
import { type Area, parseArea } from './area.ts';
import { OfficeError } from './office-error.ts';
import { OfficeSheet, type SheetChange, type SheetHost } from './office-sheet.ts';

/**
 * A workbook as Excel holds it for programs: opened from a real .xlsx, changed by calls that refuse what Excel refuses, and
 * saved as a real .xlsx again. Both the host of Office Scripts and that of add-ins stand on it.
 */
export class OfficeWorkbook {
  readonly #workbook: Workbook;
  readonly #host: SheetHost;
  readonly #listeners = new Set<(change: SheetChange) => void>();
  /** Told of every change before it is made; throws to end the program there. */
  beforeEach: (call: string) => void = () => {};

  constructor(bytes: Uint8Array) {
    this.#workbook = openWorkbook(bytes);
    const protectedSheets = new Set(
      this.#workbook.sheets
        .filter(({ part }) => Buffer.from(this.#workbook.part(part) ?? []).includes('<sheetProtection '))
        .map(({ name }) => name),
    );
    this.#host = {
      workbook: this.#workbook,
      step: (call) => this.beforeEach(call),
      isProtected: (sheet) => protectedSheets.has(sheet),
      changed: (change) => {
        for (const listener of this.#listeners) listener(change);
      },
    };
  }

  /** Cached results are those of before; Excel (and LibreOffice) calculate when they open the file. */
  save(): Promise<Uint8Array> {
    return this.#workbook.toBytes();
  }

  /** Hears of every change; the answer ends it. */
  listen(listener: (change: SheetChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get sheets(): OfficeSheet[] {
    return this.#workbook.sheets.map(({ name }) => new OfficeSheet(this.#host, name));
  }

  /** Names compare without case. */
  sheet(name: string): OfficeSheet | undefined {
    return this.#workbook.sheet(name) && new OfficeSheet(this.#host, name);
  }

  addSheet(name: string): OfficeSheet {
    if (!/^(?!')[^[\]:*?/\\]{1,31}(?<!')$/.test(name))
      throw new OfficeError('InvalidArgument', 'no name for a sheet', name);
    if (this.#workbook.sheet(name)) throw new OfficeError('ItemAlreadyExists', 'there is a sheet of that name', name);
    this.#host.step(`add sheet ${name}`);
    this.#workbook.putSheet(name, { rows: [] }, 'visible');
    return new OfficeSheet(this.#host, name);
  }

  deleteSheet(name: string): void {
    this.#host.step(`delete sheet ${name}`);
    if (!this.#workbook.sheet(name)) throw new OfficeError('ItemNotFound', 'no such sheet', name);
    this.#workbook.removeSheet(name);
  }

  get tables(): { readonly table: Table; readonly sheet: OfficeSheet }[] {
    return this.#workbook.sheets.flatMap(({ name, tables }) =>
      tables.map((table) => ({ table, sheet: new OfficeSheet(this.#host, name) })),
    );
  }

  /** The area of a name of the workbook that stands for one; undefined when there is no such name, or it is something else. */
  named(name: string): { readonly sheet: OfficeSheet; readonly area: Area } | undefined {
    const found = this.#workbook.definedNames.find(
      (defined) => defined.sheet === undefined && defined.name.toLowerCase() === name.toLowerCase(),
    );
    const parts = /^(?:'((?:[^']|'')+)'|([^'!,]+))!([$A-Z0-9]+(?::[$A-Z0-9]+)?)$/i.exec(found?.formula ?? '');
    const sheet = parts && this.sheet((parts[1]?.replaceAll("''", "'") ?? parts[2])!);
    return sheet ? { sheet, area: parseArea(parts[3]!) } : undefined;
  }

  /** `formula` begins with `=`; whether the name is hidden stays. */
  setName(name: string, formula: string): void {
    this.#host.step(`name ${name}`);
    const known = this.names.find((one) => one.toLowerCase() === name.toLowerCase());
    if (known === undefined) throw new OfficeError('ItemNotFound', 'no such name', name);
    if (!formula.startsWith('=')) throw new OfficeError('InvalidArgument', 'a formula begins with =', name);
    this.#workbook.setDefinedName(known, formula.slice(1));
  }

  get names(): readonly string[] {
    return this.#workbook.definedNames.filter(({ sheet }) => sheet === undefined).map(({ name }) => name);
  }
}
