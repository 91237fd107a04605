/** Somebody at their desk: a project, their copy of it open in Excel, the script at hand, and a colleague who works on the same plan. */
import { type Delta, SprintforgeClient, type SyncResult } from '@sprintforge/protocol';
import { ScriptWorkbook } from '../support/office-model/excel-script/script-workbook.ts';
import { OfficeWorkbook } from '../support/office-model/office-workbook.ts';
import { runScript } from '../support/office-model/run-office-script.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { workbookOf } from '../support/table-workbook.ts';

const plan = [
  'Task Name\tStart Date\tDuration\tFinish Date\tStatus\t% Complete\tNotes\tMy own\tPredecessors',
  'Dig\t2026-03-02\t5\t=B2+C2-1 → 46087\tDone\t100%\t\t=C2*8 → 40',
  "Pour\t2026-03-09\t3\t=B3+C3-1 → 46092\tIn Progress\t50%\t'007\t=C3*8 → 24\t2",
  'Frame\t2026-03-12\t7\t=B4+C4-1 → 46099\tNot Started\t0%\t\t=C4*8 → 56\t3',
  'Roof\t2026-03-20\t4\t=B5+C5-1 → 46104\tNot Started\t0%\t\t=C5*8 → 32\t4FS+2d',
].join('\n');

export interface Room {
  readonly server: RunningServer;
  readonly ann: SprintforgeClient;
  readonly bob: SprintforgeClient;
  /** The file that Ann downloaded. */
  readonly script: string;
}

export async function openRoom(): Promise<Room> {
  const server = await startServer();
  const [ann, bob] = server.demo.users
    .slice(1)
    .map(({ token }) => new SprintforgeClient({ url: server.url, token })) as [SprintforgeClient, SprintforgeClient];
  return { server, ann, bob, script: await ann.officeScript(server.demo.project_id) };
}

/** A project of this plan, and Ann's copy of it, open in Excel. */
export class Desk {
  readonly room: Room;
  readonly project: string;
  readonly excel: OfficeWorkbook;
  private constructor(room: Room, project: string, excel: OfficeWorkbook) {
    this.room = room;
    this.project = project;
    this.excel = excel;
  }
  static async open(room: Room, table = plan): Promise<Desk> {
    const { ann } = room;
    const { project_id } = await ann.create({ name: 'Story', file: await workbookOf(table) });
    const { bytes } = (await ann.download(project_id, { connected: { kind: 'sync' } }))!;
    return new Desk(room, project_id, new OfficeWorkbook(bytes));
  }

  get sheet() {
    return new ScriptWorkbook(this.excel).getWorksheet('Plan')!;
  }
  column(field: string): number {
    return new ScriptWorkbook(this.excel).getNamedItem(`_sf_${field}`)!.getRange()!.getColumnIndex();
  }
  /** The row of a task by its name; -1: there is none. */
  row(name: string): number {
    const used = this.sheet.getUsedRange()!.getValues();
    return used.findIndex((line) => line[this.column('name')] === name);
  }
  cell(name: string, field: string) {
    return this.sheet.getCell(this.row(name), this.column(field));
  }
  type(name: string, field: string, value: string | number): void {
    this.cell(name, field).setValue(value);
  }
  names(): string[] {
    const used = this.sheet.getUsedRange()!.getValues().slice(1);
    return used.map((line) => String(line[this.column('name')])).filter((name) => name !== '');
  }
  async run(fetchWith?: typeof fetch): Promise<string> {
    return String(await runScript(this.excel, this.room.script, fetchWith ? { fetch: fetchWith } : {}));
  }
  /** What the server holds: `name field` → value. */
  async server(...fields: readonly string[]): Promise<Record<string, unknown>> {
    const { tasks } = await this.room.bob.tasks(this.project);
    return Object.fromEntries(
      tasks.flatMap((task) => fields.map((field) => [`${task['name']} ${field}`, task[field]])),
    );
  }
  async idOf(name: string): Promise<string> {
    return (await this.room.bob.tasks(this.project)).tasks.find((task) => task['name'] === name)!.task_id;
  }
  async bobSets(name: string, field: string, value: string | number | null): Promise<void> {
    await this.bob({ op: 'set' as const, task_id: await this.idOf(name), field, value });
  }
  async bob(...changes: readonly Delta[]): Promise<void> {
    const { version } = await this.room.bob.project(this.project);
    await this.room.bob.sync({ project_id: this.project, version, changes: [...changes] });
  }
  /** What each task waits for, by names. */
  async waitsFor(): Promise<Record<string, string>> {
    const { tasks } = await this.room.bob.tasks(this.project);
    const nameOf = new Map(tasks.map((task) => [task.task_id, String(task['name'])]));
    const named = (text: unknown) => String(text).replace(/SF-.{4}-.{4}/g, (id) => nameOf.get(id) ?? id);
    return Object.fromEntries(tasks.map((task) => [String(task['name']), named(task['predecessors'] ?? '')]));
  }
  /** Uploads the workbook as it is. */
  async upload(): Promise<SyncResult> {
    return this.room.ann.upload({ project_id: this.project, file: await this.excel.save() });
  }
  syncSheet(): string[] {
    const sheet = new ScriptWorkbook(this.excel).getWorksheet('Sync');
    return (
      sheet
        ?.getUsedRange()
        ?.getTexts()
        .map((line) => line.join('|').replace(/\|+$/, '')) ?? []
    );
  }
}
