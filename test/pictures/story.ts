/** What the pictures show: the demo project after an afternoon of three people, made through the typed client. */
import fs from 'node:fs';
import path from 'node:path';
import { SprintforgeClient, type SyncResult } from '@sprintforge/protocol';
import { openWorkbook } from '@sprintforge/xlsx';
import { repositoryRoot } from '../support/corpora.ts';
import type { RunningServer } from '../support/server.ts';

type Cell = readonly [row: number, column: number, value: string | number | null];

/** Columns of the demo plan, by what they are read as. */
const column = { name: 3, person: 4, start: 5, days: 6, percent: 10, cost: 12, notes: 13 } as const;

export interface Story {
  readonly url: string;
  readonly project: string;
  /** Another project of Anna's, which pictures may change. */
  readonly scratch: string;
  readonly invitation: string;
  readonly owner: SprintforgeClient;
  readonly anna: SprintforgeClient;
  readonly ben: SprintforgeClient;
  /** Ben's workbook before he drops it: two edits, one collision, one cell that cannot be read. */
  readonly edited: Uint8Array;
  /** Anna's with most of its rows deleted. */
  readonly emptied: Uint8Array;
}

/** What the server of the story is told: domains are to be proved, the cloud and the name server do not answer. */
export const storyServer: Readonly<Record<string, string>> = {
  DEPLOYMENT_MODE: 'saas',
  SPRINTFORGE_CLOUD_URL: 'http://127.0.0.1:9',
  SPRINTFORGE_NAME_SERVERS: '127.0.0.1:9',
  SPRINTFORGE_OUTGOING_ALLOW: '127.0.0.1/32',
};

export const demoPlan = (): Uint8Array => fs.readFileSync(path.join(repositoryRoot, 'fixtures/demo-plan.xlsx'));

export async function withCells(bytes: Uint8Array, cells: readonly Cell[]): Promise<Uint8Array> {
  const workbook = openWorkbook(bytes);
  workbook.setCells(
    'Plan',
    cells.map(([row, at, value]) => ({ row, column: at, value })),
  );
  return workbook.toBytes();
}

export async function tellStory(server: RunningServer): Promise<Story> {
  const { url, demo } = server;
  const [owner, anna, ben] = demo.users.map(({ token }) => new SprintforgeClient({ url, token })) as [
    SprintforgeClient,
    SprintforgeClient,
    SprintforgeClient,
  ];
  const project = demo.project_id;
  const copy = async (who: SprintforgeClient) => (await who.download(project))!.bytes;
  const upload = (who: SprintforgeClient, file: Uint8Array, more = {}): Promise<SyncResult> =>
    who.upload({ project_id: project, file, filename: 'Office Move.xlsx', ...more });

  const [early, first, earlyOfBen, second] = [await copy(anna), await copy(anna), await copy(ben), await copy(ben)];
  await upload(
    anna,
    await withCells(first, [
      [9, column.percent, 0.8],
      [12, column.person, 'Lena Fischer'],
      [16, column.notes, 'He has time on Thursday'],
    ]),
  );
  await upload(
    ben,
    await withCells(second, [
      [9, column.percent, 0.9],
      [13, column.days, 5],
      [16, column.notes, 'Ask again on Monday'],
      [23, column.cost, 8400],
    ]),
  );
  const decided = (await ben.conflicts(project)).conflicts.find(({ field }) => field === 'notes');
  await ben.resolve(project, decided!.id, { choice: 'theirs' });
  const waits = await withCells(early, [
    [9, column.percent, 0.7],
    [23, column.cost, 7900],
    [24, column.name, 'Install the lighting'],
  ]);
  await upload(anna, waits, { strategy: 'manual', park: true });
  await copy(owner);
  await organise(owner, project);
  const { link } = await owner.account.invite({ email: 'paula@demo.example', role: 'contributor', name: 'Paula Roth' });
  const scratch = (await anna.create({ name: 'Umzug der Werkstatt', file: demoPlan() })).project_id;
  return {
    ...{ url, project, scratch, owner, anna, ben, invitation: link },
    edited: await withCells(earlyOfBen, [
      [9, column.percent, 0.75],
      [19, column.person, 'Mara Lindqvist, Jonas Weber'],
      [20, column.days, 14],
      [22, column.start, 'next week'],
    ]),
    emptied: await withoutRows(early),
  };
}

/** What an owner says beside the plan. */
async function organise(owner: SprintforgeClient, project: string): Promise<void> {
  await owner.customFields.add(project, { label: 'Risk', type: 'text' });
  await owner.update(project, { calendar: { weekend: [6, 7], holidays: ['2026-10-03', '2026-12-25'] } });
  await owner.createToken({ name: 'Nightly report' });
  await owner.open(project);
}

async function withoutRows(bytes: Uint8Array): Promise<Uint8Array> {
  const workbook = openWorkbook(bytes);
  workbook.deleteRows('Plan', [{ at: 12, count: 30 }]);
  return workbook.toBytes();
}
