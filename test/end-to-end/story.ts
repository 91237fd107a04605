/** Two people and one plan: what the end-to-end tests do with a workbook, by the command line and LibreOffice only. */
import fs from 'node:fs';
import path from 'node:path';
import type { SyncResult } from '@sprintforge/protocol';
import { expect } from 'vitest';
import { sprintforge } from '../support/command-line.ts';
import type { LibreOffice } from '../support/libreoffice.ts';
import { differingCells, type ReadSheet, readWorkbook } from '../support/openpyxl.ts';
import { diffPackages } from '../support/package-diff.ts';
import type { RunningServer } from '../support/server.ts';

/** Three rows whose task name is plain text: one for each person, one that both edit. */
export interface Targets {
  readonly sheet: string;
  readonly mine: string;
  readonly yours: string;
  readonly both: string;
  /** Leading spaces by cell: some plans make their outline with them, so an edit keeps them. */
  readonly indents: Readonly<Record<string, string>>;
}

interface Inspected {
  readonly table: null | {
    readonly sheet: string;
    readonly firstRow: number;
    readonly lastRow: number;
    readonly columns: readonly { readonly column: string; readonly field: string | null }[];
  };
}

/** undefined when the workbook has fewer than three such rows. */
export async function chooseTargets(file: string): Promise<Targets | undefined> {
  const { table } = (await sprintforge(['inspect', file, '--json'])).json<Inspected>();
  const column = table?.columns.find((one) => one.field === 'name')?.column;
  if (!table || !column) return undefined;
  const cells = readWorkbook(file).find((sheet) => sheet.name === table.sheet)?.cells ?? {};
  const seen = new Set<unknown>();
  const plain: string[] = [];
  const indents: Record<string, string> = {};
  for (let row = table.firstRow; row <= table.lastRow; row += 1) {
    const cell = cells[`${column}${row}`];
    if (typeof cell?.value !== 'string' || cell.formula !== undefined || seen.has(cell.value)) continue;
    seen.add(cell.value);
    plain.push(`${column}${row}`);
    indents[`${column}${row}`] = /^\s*/.exec(cell.value)![0];
  }
  const [mine, yours, both] = [plain[0], plain[Math.floor(plain.length / 2)], plain.at(-1)];
  if (plain.length < 3 || !mine || !yours || !both) return undefined;
  return { sheet: table.sheet, mine, yours, both, indents };
}

export interface Person {
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
}

export function person(server: RunningServer, index: number, file: string): Person {
  const editors = server.demo.users.filter((user) => user.role !== 'viewer');
  return { file, env: { SPRINTFORGE_URL: server.url, SPRINTFORGE_TOKEN: editors[index]!.token } };
}

/** Runs a command that must end with one of `exits`, and gives its JSON. */
export async function command<T>(who: Person, args: readonly string[], exits: readonly number[] = [0]): Promise<T> {
  const ran = await sprintforge([...args, '--json'], { env: who.env });
  expect(exits, `${args.join(' ')}\n${ran.stdout}${ran.stderr}`).toContain(ran.exit);
  return ran.json<T>();
}

export const sync = (who: Person, exits: readonly number[] = [0]): Promise<SyncResult> =>
  command<SyncResult>(who, ['sync', who.file], exits);

export interface Story {
  readonly project: string;
  readonly a: Person;
  readonly b: Person;
  readonly targets: Targets;
}

/** Project from the file, and a clone for each of the two. */
export async function begin(server: RunningServer, file: string, dir: string, targets: Targets): Promise<Story> {
  const a = person(server, 0, path.join(dir, 'A.xlsx'));
  const b = person(server, 1, path.join(dir, 'B.xlsx'));
  const name = `${path.parse(file).name} ${path.basename(dir)}`;
  const { project_id: project } = await command<{ project_id: string }>(a, ['create', name, file, '--yes']);
  await command(a, ['clone', project, a.file]);
  await command(b, ['clone', project, b.file]);
  return { project, a, b, targets };
}

/** A edits with `sprintforge edit`, B in LibreOffice; both edit the row `both`. false: LibreOffice cannot save the file at all. */
export async function editBoth({ a, b, targets }: Story, office: LibreOffice): Promise<boolean> {
  const { sheet, mine, yours, both, indents } = targets;
  const quoted = `'${sheet.replaceAll("'", "''")}'`;
  await command(a, [
    'edit',
    a.file,
    '-o',
    a.file,
    '--set-text',
    `${quoted}!${mine}=${indents[mine]}edited by A`,
    '--set-text',
    `${quoted}!${both}=${indents[both]}A says so`,
  ]);
  const edits = [
    { sheet, cell: yours, value: `${indents[yours]}edited by B` },
    { sheet, cell: both, value: `${indents[both]}B says so` },
  ];
  return office.resave(b.file, b.file, edits).then(
    () => true,
    async (error: unknown) => {
      const plain = office.resave(b.file, path.join(path.dirname(b.file), 'plain.xlsx'));
      const savesPlain = await plain.then(
        () => true,
        () => false,
      );
      if (savesPlain) throw error;
      return false;
    },
  );
}

/** What the sheets of the person say; our own sheets (`_…`, `Sync`) and what stands right of the person's columns are left out. */
export function ownCells(file: string, original: readonly ReadSheet[]): readonly ReadSheet[] {
  const sheets = readWorkbook(file);
  return original.map((sheet) => {
    const widest = Math.max(...Object.keys(sheet.cells).map(columnOf), 0);
    const cells = Object.entries(sheets.find((one) => one.name === sheet.name)?.cells ?? {});
    return { ...sheet, cells: Object.fromEntries(cells.filter(([reference]) => columnOf(reference) <= widest)) };
  });
}

function columnOf(reference: string): number {
  return [...reference.replace(/\d+$/, '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** References (`Sheet!A1`) that differ between two states of the person's sheets. */
export function changedCells(before: readonly ReadSheet[], after: readonly ReadSheet[]): readonly string[] {
  return differingCells(before, after).map((found) => found.cell);
}

/** The receipt must name exactly the parts that really differ (rule R1). */
export function expectReceipt(result: SyncResult, uploaded: string, returned: string): void {
  const { added, removed, changed } = diffPackages(uploaded, returned);
  const named = result.workbook?.receipt.parts_changed.map((one) => one.part.replace(/^\//, '')) ?? [];
  expect([...new Set(named)].sort()).toEqual(expect.arrayContaining([...added, ...removed, ...changed].sort()));
}

export function copyOf(file: string, name: string): string {
  const copy = path.join(path.dirname(file), name);
  fs.copyFileSync(file, copy);
  return copy;
}
