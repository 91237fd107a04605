/**
 * The same stories through every door: somebody sends *ours*, then Ann sends what *theirs* changed, from the web, over WebDAV, by the
 * Office Script, in the pane of the Excel add-in or on the command line. Whatever the door, the project ends in the same state. What only a file can hold (a deleted
 * column, another order of rows) is left out of the stories here.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SprintforgeClient } from '@sprintforge/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureWeb } from '../../scripts/build-web.ts';
import { hasChromium, openBrowser, type TestBrowser } from '../support/browser.ts';
import { sprintforge } from '../support/command-line.ts';
import { repositoryRoot } from '../support/corpora.ts';
import { ScriptWorkbook } from '../support/office-model/excel-script/script-workbook.ts';
import { openPane } from '../support/office-model/office-js/open-pane.ts';
import { OfficeWorkbook } from '../support/office-model/office-workbook.ts';
import { runScript } from '../support/office-model/run-office-script.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { workbookOf } from '../support/table-workbook.ts';

const root = path.join(repositoryRoot, 'scenarios');
const names = fs.readdirSync(root).filter((name) => {
  const base = path.join(root, name, 'base.tsv');
  // names in several columns go by a file alone
  return fs.existsSync(base) && fs.readFileSync(base, 'utf8').includes('\tTask Name\t');
});
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'doors-'));
let server: RunningServer;
let owner: SprintforgeClient;
let ann: SprintforgeClient;
let bob: SprintforgeClient;
let browser: TestBrowser | undefined;
beforeAll(async () => {
  if (hasChromium()) {
    await ensureWeb(() => {});
    browser = await openBrowser();
  }
  server = await startServer();
  [owner, ann, bob] = server.demo.users.map(({ token }) => new SprintforgeClient({ url: server.url, token })) as [
    SprintforgeClient,
    SprintforgeClient,
    SprintforgeClient,
  ];
});
afterAll(async () => {
  await browser?.close();
  await server.stop();
  fs.rmSync(scratch, { recursive: true });
});

type Line = Readonly<Record<string, string>>;
/** By Task ID, in the order of the rows. */
function linesOf(story: string, side: string): ReadonlyMap<string, Line> {
  const text = fs.readFileSync(path.join(root, story, `${side}.tsv`), 'utf8').trimEnd();
  const [head = [], ...rows] = text.split('\n').map((line) => line.split('\t'));
  const lines = rows.map((row) => Object.fromEntries(head.map((header, at) => [header, row[at] ?? ''])));
  return new Map(lines.map((line) => [line['Task ID']!, line]));
}

/** Not typed: the ID is the server's, own formulas follow their rows by themselves; so do predecessors, where rows come or go. */
const followed = /^(Task ID|My own)$/;

/** Does in a copy what makes `base` into a side, as a person in Excel would. */
async function typed(bytes: Uint8Array, story: string, side: string): Promise<Uint8Array> {
  const excel = new OfficeWorkbook(bytes);
  act(excel, story, side);
  return excel.save();
}

function act(excel: OfficeWorkbook, story: string, side: string): void {
  const sheet = new ScriptWorkbook(excel).getWorksheet('Plan')!;
  const [base, after] = [linesOf(story, 'base'), linesOf(story, side)];
  const columns = sheet.getUsedRange()!.getValues()[0]!;
  const rowOf = (name: string) =>
    sheet
      .getUsedRange()!
      .getValues()
      .findIndex((line) => line[columns.indexOf('Task Name')] === name);
  const put = (row: number, header: string, text: string) => {
    const column = columns.indexOf(header);
    const follows = followed.test(header) || (rowsMove && header === 'Predecessors');
    if (column >= 0 && !follows) sheet.getCell(row, column).setValue(text);
  };
  const rowsMove = [...base.keys()].join() !== [...after.keys()].join();
  let above = 0;
  for (const [id, line] of after) {
    const before = base.get(id);
    const row = before ? rowOf(before['Task Name']!) : above + 1;
    if (!before) sheet.getRange(`${row + 1}:${row + 1}`).insert('down');
    for (const [header, text] of Object.entries(line)) if (text !== (before?.[header] ?? '')) put(row, header, text);
    above = row;
  }
  for (const [id, line] of base) {
    const row = after.has(id) ? -1 : rowOf(line['Task Name']!) + 1;
    if (row > 0) sheet.getRange(`${row}:${row}`).delete('up');
  }
}

interface Visit {
  readonly project: string;
  readonly story: string;
  /** Others work meanwhile. */
  readonly meanwhile: () => Promise<void>;
}

/** Each takes a copy, lets others work, types, and sends. A decision that it is asked for is left open. */
const doors = {
  async web({ project, story, meanwhile }: Visit) {
    const { bytes } = (await ann.download(project))!;
    await meanwhile();
    await ann.upload({ project_id: project, file: await typed(bytes, story, 'theirs'), park: true });
  },
  async webdav({ project, story, meanwhile }: Visit) {
    const { url } = await ann.open(project);
    const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
    await meanwhile();
    const put = await fetch(url, { method: 'PUT', body: Buffer.from(await typed(bytes, story, 'theirs')) });
    expect(put.status).toBe(204);
  },
  async script({ project, story, meanwhile }: Visit) {
    const excel = new OfficeWorkbook((await ann.download(project, { connected: { kind: 'sync' } }))!.bytes);
    await meanwhile();
    act(excel, story, 'theirs');
    const asked = (error: Error) => expect(error.message).toMatch(/decision|manual|conflict/i);
    await runScript(excel, await ann.officeScript(project)).catch(asked);
  },
  async 'add-in'({ project, story, meanwhile }: Visit) {
    const excel = new OfficeWorkbook((await ann.download(project))!.bytes);
    const pane = await openPane(browser!, server.url, ann, project, excel);
    await meanwhile();
    act(excel, story, 'theirs');
    if (story.includes('manual')) {
      await pane.page.getByRole('button', { name: 'Sync now' }).click();
      await pane.page.getByRole('alert').first().waitFor();
    } else await pane.sync();
    await pane.context.close();
  },
  async cli({ project, story, meanwhile }: Visit) {
    const file = path.join(scratch, `${project}.xlsx`);
    const env = { SPRINTFORGE_URL: server.url, SPRINTFORGE_TOKEN: server.demo.users[1]!.token };
    expect((await sprintforge(['clone', project, file, '--json'], { env })).exit).toBe(0);
    await meanwhile();
    fs.writeFileSync(file, await typed(fs.readFileSync(file), story, 'theirs'));
    expect((await sprintforge(['push', file, '--park', '--json'], { env })).exit).toBeLessThanOrEqual(2);
  },
};
type Door = keyof typeof doors;

const fields = ['name', 'start', 'duration', 'finish', 'status', 'percent', 'assignee', 'predecessors'];

async function endOf(story: string, door: Door): Promise<unknown> {
  const { strategy } = JSON.parse(fs.readFileSync(path.join(root, story, 'scenario.json'), 'utf8')) as {
    strategy: 'server';
  };
  const base = fs.readFileSync(path.join(root, story, 'base.tsv'), 'utf8');
  const { project_id: project, version } = await ann.create({ name: `${story} ${door}`, file: await workbookOf(base) });
  await owner.update(project, { strategy }, version);
  const meanwhile = async () => {
    const { bytes } = (await bob.download(project))!;
    await bob.upload({ project_id: project, file: await typed(bytes, story, 'ours') });
  };
  await doors[door]({ project, story, meanwhile });
  const { tasks } = await bob.tasks(project);
  const nameOf = new Map(tasks.map((task) => [task.task_id, task['name']]));
  // predecessors stand in the order of their IDs, which are drawn
  const named = (text: unknown) =>
    String(text)
      .replace(/SF-[0-9A-Z]{4}-[0-9A-Z]{4}/g, (id) => String(nameOf.get(id) ?? id))
      .split(', ')
      .sort()
      .join(', ');
  const { conflicts } = await bob.conflicts(project);
  return {
    tasks: tasks.map((task) => fields.map((field) => named(task[field])).join(' | ')),
    conflicts: conflicts.map(({ task_id, field, ours, theirs }) =>
      [named(task_id), field, typeof ours, theirs].map(String).join(' '),
    ),
  };
}

/** In the normal run the doors that are tested elsewhere as well take a few of the stories. */
const few = /^(01|03-conflict-server|06|12|13)/;
const taken = (door: Door) =>
  names.filter((name) => process.env['SPRINTFORGE_LONG'] || few.test(name) || door === 'script');

const first = new Map<string, Promise<unknown>>();
const fromWeb = (story: string) => first.get(story) ?? first.set(story, endOf(story, 'web')).get(story)!;

const walked = (['script', 'webdav', 'add-in', 'cli'] as const).filter((door) => door !== 'add-in' || hasChromium());

describe.each(walked)('%s', (door) => {
  test.each(taken(door))('%s ends as from the web', { timeout: 120_000 }, async (story) => {
    expect(await endOf(story, door)).toEqual(await fromWeb(story));
  });
});
