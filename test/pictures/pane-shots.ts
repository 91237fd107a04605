/** Excel's task pane beside a workbook, as narrow as Excel shows it: what it says when all is well and when it is not. */
import type { SprintforgeClient } from '@sprintforge/protocol';
import type { Page } from 'playwright-core';
import type { TestBrowser } from '../support/browser.ts';
import { parseArea } from '../support/office-model/area.ts';
import { connectPane, openTaskPane } from '../support/office-model/office-js/open-pane.ts';
import type { OfficeHost } from '../support/office-model/office-js/workbook-host.ts';
import { OfficeWorkbook } from '../support/office-model/office-workbook.ts';
import type { Look } from './looks.ts';
import { press, type Shot } from './shots.ts';
import { demoPlan, type Story } from './story.ts';

const window = { width: 320, height: 760 };

interface Desk extends Story {
  readonly browser: TestBrowser;
  readonly look: Look;
}

/** A connected pane, and the project of its workbook. */
interface Beside {
  readonly page: Page;
  readonly host: OfficeHost;
  readonly look: Look;
  readonly type: (address: string, value: string | number) => Promise<void>;
  /** Ben's edits. */
  readonly others: (
    ...edits: readonly (readonly [task: string, field: string, value: string | number])[]
  ) => Promise<void>;
}

const beside = (desk: Desk, workbook: OfficeWorkbook) =>
  openTaskPane(desk.browser, desk.url, workbook, { ...desk.look.window, viewport: window });

const copyOf = async ({ anna }: Story, project: string, lens = {}): Promise<OfficeWorkbook> =>
  new OfficeWorkbook((await anna.download(project, lens))!.bytes);

async function connect({ page, look }: Beside, code: string): Promise<void> {
  await connectPane(page, code, look.text);
  await page.getByLabel(look.text.addIn.auto).uncheck();
  await page.getByText(look.text.addIn.waiting(0, 0)).waitFor();
}

async function write(
  who: SprintforgeClient,
  project: string,
  edits: readonly (readonly [task: string, field: string, value: string | number])[],
): Promise<void> {
  const { tasks } = await who.tasks(project, { limit: 1000 });
  const idOf = (name: string) => tasks.find((task) => task['name'] === name)!.task_id;
  await who.sync({
    project_id: project,
    version: (await who.project(project)).version,
    changes: edits.map(([task, field, value]) => ({ op: 'set', task_id: idOf(task), field, value })),
  });
}

const sync = async ({ page, look }: Beside): Promise<void> => press(page, look.text.addIn.sync);

async function pending({ type, host, others, page, look }: Beside): Promise<void> {
  await others(['Agree the budget', 'percent', 1]);
  await type('C7', 'Measure both new floors');
  await type('J8', 0.75);
  await type('E9', 46_300);
  await host.edit((workbook) => workbook.sheet('Plan')!.deleteRows(parseArea('14:14')), 'Plan');
  await host.edit((workbook) => workbook.sheet('Plan')!.insertRows(parseArea('10:10')), 'Plan');
  await type('C10', 'Ask the neighbours');
  await page.getByText(look.text.addIn.pendingTitle(5)).first().waitFor();
}

async function conflicts(open: Beside): Promise<void> {
  const { type, others, page, look } = open;
  await others(['Measure the new floors', 'notes', 'Keys are at the gate']);
  await type('M7', 'Keys from Mr. Weber');
  await type('J8', 0.75);
  await sync(open);
  await page.getByText(look.text.addIn.conflicts(1), { exact: true }).waitFor();
}

async function asked(open: Beside): Promise<void> {
  await open.host.edit((workbook) => workbook.sheet('Plan')!.deleteRows(parseArea('6:28')), 'Plan');
  await sync(open);
  await open.page.getByRole('button', { name: open.look.text.sync.confirmLabel }).waitFor();
}

async function refused(open: Beside): Promise<void> {
  await open.type('H13', '4711');
  await open.type('E9', 'next week');
  await sync(open);
  await open.page.getByText(open.look.text.plan.refused(1)).waitFor();
}

async function offline(open: Beside): Promise<void> {
  await open.page.context().setOffline(true);
  await open.type('M7', 'typed on the train');
  await sync(open);
  await open.page.getByText(open.look.text.addIn.offline).waitFor();
}

async function parted(open: Beside): Promise<void> {
  await open.page.context().route('**/api/**', (route) =>
    route.fulfill({
      status: 401,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'about:blank', title: 'Unauthorized', status: 401, code: 'UNAUTHENTICATED' }),
    }),
  );
  await sync(open);
  await open.page.getByRole('alert').first().waitFor();
}

async function gone(open: Beside): Promise<void> {
  await open.host.edit((workbook) => workbook.sheet('Plan')!.deleteRows(parseArea('1:60')), 'Plan');
  await sync(open);
  await open.page.getByRole('alert').first().waitFor();
}

const whenConnected = (name: string, act: (open: Beside) => Promise<unknown>): Shot => ({
  name: `pane-${name}`,
  at: '',
  open: async (browser, look, story) => {
    const desk = { ...story, browser, look };
    const project = (await story.anna.create({ name: 'Office Move', file: demoPlan() })).project_id;
    const { page, host } = await beside(desk, await copyOf(desk, project));
    const open: Beside = {
      ...{ page, host, look },
      type: (address, value) => host.type('Plan', address, [[value]]),
      others: (...edits) => write(story.ben, project, edits),
    };
    return {
      page,
      act: async () => {
        await connect(open, (await story.anna.pairing(project)).code);
        await act(open);
      },
    };
  },
});

const whenNot = (
  name: string,
  workbookOf: (desk: Desk) => Promise<OfficeWorkbook>,
  act: (page: Page, desk: Desk) => Promise<unknown> = async () => {},
): Shot => ({
  name: `pane-${name}`,
  at: '',
  open: async (browser, look, story) => {
    const desk = { ...story, browser, look };
    const { page } = await beside(desk, await workbookOf(desk));
    return { page, act: () => act(page, desk) };
  },
});

const ofScratch = (desk: Desk) => copyOf(desk, desk.scratch);

async function typeCode(page: Page, { addIn }: Look['text'], code: string): Promise<void> {
  await page.getByLabel(addIn.pairCode).fill(code);
  await press(page, addIn.pair);
}

export const paneShots: readonly Shot[] = [
  whenNot('no-copy', async () => new OfficeWorkbook(demoPlan())),
  whenNot('part-of-plan', (desk) => copyOf(desk, desk.scratch, { lens: { assignee: 'Mara Lindqvist' } })),
  whenNot('connect', ofScratch),
  whenNot('wrong-code', ofScratch, async (page, { look }) => {
    await typeCode(page, look.text, 'AAAA-AAAA');
    await page.getByRole('alert').waitFor();
  }),
  whenNot('other-project', ofScratch, async (page, { look, anna, project }) => {
    await typeCode(page, look.text, (await anna.pairing(project)).code);
    await page.getByText(look.text.addIn.pairOther('Office Move')).waitFor();
  }),
  whenConnected('connected', async () => {}),
  whenConnected('pending', pending),
  whenConnected('conflicts', conflicts),
  whenConnected('asks', asked),
  whenConnected('refused', refused),
  whenConnected('offline', offline),
  whenConnected('signed-out', parted),
  whenConnected('plan-gone', gone),
];
