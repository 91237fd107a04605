/** 100,000 tasks in the browser's grid: what each interaction costs until it is on the screen, as the browser's own tracing tells. SPRINTFORGE_RECORD=1 writes bench/GRID.md. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Delta, SprintforgeClient } from '@sprintforge/protocol';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { machine } from '../../bench/src/machine.ts';
import { ensureWeb } from '../../scripts/build-web.ts';
import { hasChromium, openBrowser, type TestBrowser } from '../support/browser.ts';
import { repositoryRoot } from '../support/corpora.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { atRest, type Interaction, interactionsOf, tasksOf } from '../support/traced.ts';

const tasks = 100_000;
const perCall = 5_000;
const perGroup = 20;
/** Of an interaction, p95. Milliseconds. */
const budget = 100;

interface Row {
  readonly name: string;
  readonly all: readonly Interaction[];
  readonly load: number;
}

describe.skipIf(!hasChromium() || !process.env['SPRINTFORGE_LONG'])('100,000 tasks in the browser', () => {
  let server: RunningServer;
  let browser: TestBrowser;
  let page: Page;
  const rows: Row[] = [];

  beforeAll(async () => {
    await ensureWeb(() => {});
    [server, browser] = await Promise.all([startServer(), openBrowser()]);
    const token = server.demo.users[0]?.token ?? '';
    const project = await largeProject(new SprintforgeClient({ url: server.url, token }));
    page = await browser.open(server.url, token, {
      viewport: { width: 1400, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.getByRole('link', { name: 'Office Move' }).waitFor();
    await page.goto(`${server.url}/projects/${project}/plan`);
    await page.getByText('100,000 of 100,000 tasks').waitFor({ timeout: 240_000 });
    await page.waitForTimeout(5000);
  }, 600_000);
  afterAll(async () => {
    await Promise.all([server?.stop(), browser?.close()]);
    if (process.env['SPRINTFORGE_RECORD']) fs.writeFileSync(path.join(repositoryRoot, 'bench/GRID.md'), report(rows));
  });

  const cell = (row: number, column: number) => page.locator(`[data-row="${row}"][data-column="${column}"]`);
  const press = async (key: string, times: number) => {
    for (let at = 0; at < times; at += 1) await page.keyboard.press(key);
  };
  /** Each key when the one before it has led to everything that it leads to. */
  const pressCalmly = async (...keys: readonly string[]) => {
    for (const key of keys) {
      await page.keyboard.press(key);
      await atRest(page);
    }
  };
  const keys = (key: string, times: number): readonly string[] => Array.from({ length: times }, () => key);

  /** Nothing to do for the page: what the browser and the machine take for themselves. */
  const idle = async () => {
    await cell(2, 0).click();
    await press('Shift', 60);
  };
  const walk = async () => {
    await cell(2, 0).click();
    await press('ArrowDown', 40);
    await press('PageDown', 30);
    await press('Shift+ArrowRight', 5);
    await press('ControlOrMeta+End', 3);
    await press('ControlOrMeta+Home', 3);
  };
  const type = async () => {
    for (let row = 1; row < 12; row += 1) {
      await cell(row, 0).click();
      await page.keyboard.type('New');
      await page.keyboard.press('Enter');
    }
  };
  const move = async () => {
    await cell(3, 0).click();
    await press('Alt+Shift+ArrowDown', 8);
    await press('ControlOrMeta+Z', 8);
    await press('Insert', 3);
    await press('ControlOrMeta+Z', 3);
  };
  /** Two hundred cells at a time. */
  const pasteRanges = async () => {
    await cell(1, 0).click();
    await press('Shift+ArrowRight', 4);
    await page.keyboard.press('Shift+PageDown');
    await press('Shift+ArrowDown', 12);
    await page.keyboard.press('ControlOrMeta+C');
    for (let at = 0; at < 12; at += 1) {
      await pressCalmly('PageDown', 'PageDown', 'ControlOrMeta+V');
      if (at % 3 === 2) await pressCalmly('ControlOrMeta+Z');
    }
  };
  const find = async () => {
    await page.getByRole('searchbox').first().click();
    await pressCalmly(...'task 99', ...keys('Backspace', 7), ...'person 7', ...keys('Backspace', 8));
  };
  /** As a hand types, whatever the page is still doing. */
  const findInOneGo = async () => {
    await page.getByRole('searchbox').first().click();
    await page.keyboard.type('task 99 of person 7', { delay: 120 });
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('Delete');
  };
  const choose = async (label: string, times: number) => {
    await page.getByRole('combobox', { name: label }).focus();
    await pressCalmly(...keys('ArrowDown', times), ...keys('ArrowUp', times));
  };
  const filter = async () => {
    await choose('Status', 3);
    await choose('Person', 8);
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('dialog').getByLabel('Cost').click();
    await pressCalmly(...'> 99000', ...keys('Backspace', 7));
    await page.keyboard.press('Escape');
  };
  const sort = async () => {
    for (const name of ['Cost', 'Status', 'Assignee', 'Start', 'Duration', 'Task'])
      for (let turn = 0; turn < 3; turn += 1) {
        await page.getByRole('columnheader', { name }).first().getByRole('button').click();
        await atRest(page);
      }
  };
  const scroll = async () => {
    await cell(2, 0).hover();
    for (const by of [100, 300, 900, 40_000, -900, 120_000, -100]) {
      for (let turn = 0; turn < 8; turn += 1) {
        await page.mouse.wheel(0, by);
        await page.waitForTimeout(30);
      }
    }
    await page.locator('[role=treegrid]').evaluate('(grid) => { grid.scrollTop = 0; }');
  };

  test.each<[string, () => Promise<void>, typeof interactionsOf?]>([
    ['nothing (the floor)', idle],
    ['scrolling', scroll, tasksOf],
    ['moving the cell', walk],
    ['typing into cells', type],
    ['moving and inserting rows, undo', move],
    ['pasting 200 cells', pasteRanges],
    ['find, letter by letter', find],
    ['find, typed in one go', findInOneGo],
    ['filter', filter],
    ['sort', sort],
    ['group', () => choose('Group by', 8)],
  ])('%s: p95 below 100 ms', { timeout: 300_000 }, async (name, act, measure = interactionsOf) => {
    const all = await measure(page, act);
    rows.push({ name, all, load: os.loadavg()[0]! });
    const told = (of: keyof Interaction) => `${of} ${median(all, of)}, p95 ${p95(all, of)}, most ${most(all, of)} ms`;
    console.info(`${name}, ${all.length}: ${told('frame')}; ${told('work')}; ${told('done')}; ${told('allWork')}`);
    expect(all.length).toBeGreaterThan(5);
    expect(p95(all, 'work')).toBeGreaterThan(0);
    // until the frame is on the screen; on a busy machine what others take is not the grid's
    expect(Math.min(p95(all, 'frame'), p95(all, 'work'))).toBeLessThan(budget);
  });
});

async function largeProject(client: SprintforgeClient): Promise<string> {
  const id = (await client.create({ name: 'Large', template: 'tasks' })).project_id;
  for (let from = 0; from < tasks; from += perCall) {
    const { version } = await client.project(id);
    await client.sync({
      project_id: id,
      version,
      changes: Array.from({ length: perCall }, (_, at) => task(from + at)),
    });
  }
  return id;
}

const task = (at: number): Delta => ({
  op: 'insert',
  client_row_id: `r${at}`,
  ...(at % perGroup === 0 ? {} : { parent: `r${at - (at % perGroup)}` }),
  values: {
    name: `Task ${at}`,
    start: '2026-03-02',
    duration: at % 9,
    percent: (at % 5) / 4,
    status: ['Open', 'In progress', 'Done'][at % 3]!,
    assignee: `Person ${at % 40}`,
    cost: at,
  },
});

const sorted = (all: readonly Interaction[], of: keyof Interaction) => all.map((one) => one[of]).sort((a, b) => a - b);
const at = (all: readonly Interaction[], of: keyof Interaction, share: number): number =>
  Math.round(sorted(all, of)[Math.min(all.length - 1, Math.floor(all.length * share))] ?? Number.NaN);
const median = (all: readonly Interaction[], of: keyof Interaction): number => at(all, of, 0.5);
const p95 = (all: readonly Interaction[], of: keyof Interaction): number => at(all, of, 0.95);
const most = (all: readonly Interaction[], of: keyof Interaction): number => at(all, of, 1);

const report = (rows: readonly Row[]): string => `# The grid of the web application

A plan of ${tasks.toLocaleString('en')} tasks in the grid, in a headless Chromium on the machine that also runs the server; every key and click is one
interaction, as the browser's own tracing tells it (EventTiming, RunTask). *Frame*: until the next frame was on the screen. *Done*: until the
page's thread had done everything that the interaction led to (finding and sorting show their rows a moment after the letter; after an edit
the server's answer is in it). *Work*: what the page's thread itself did until then, without what it waited for others on a busy machine. The first line is a key that does nothing: the
floor of this browser on this machine at that moment. Of scrolling, which is no interaction: every task of the page's thread over 2 ms.

\`SPRINTFORGE_LONG=1 SPRINTFORGE_RECORD=1 npm test -- test/end-to-end/web-large-plan.test.ts\` measures anew.

Machine: ${machine()} at the end.

| milliseconds | interactions | until the frame: median | p95 | most | work until then: p95 | until done: median | p95 | work until then: p95 | load average |
|---|---|---|---|---|---|---|---|---|---|
${rows
  .map(
    ({ name, all, load }) =>
      `| ${name} | ${all.length} | ${median(all, 'frame')} | **${p95(all, 'frame')}** | ${most(all, 'frame')} | ${p95(all, 'work')} | ${median(all, 'done')} | ${p95(all, 'done')} | ${p95(all, 'allWork')} | ${load.toFixed(1)} |`,
  )
  .join('\n')}
`;
