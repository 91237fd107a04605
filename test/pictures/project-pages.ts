/** The pages of a project, and what opens on them. */
import type { Page } from 'playwright-core';
import { dialog, drop, press, type Shot } from './shots.ts';
import { withCells } from './story.ts';

const cell = (page: Page, name: string) => page.getByRole('gridcell', { name, exact: true }).first();

const syncing: readonly Shot[] = [
  { name: 'sync', at: 'P' },
  { name: 'sync-of-viewers', who: 'viewer', at: 'P' },
  {
    name: 'sync-preview',
    who: 'ben',
    at: 'P',
    act: async ({ page, t, story }) => {
      await drop(page, story.edited);
      await page.getByText(t.sync.previewTitle).waitFor();
    },
  },
  {
    name: 'sync-asks',
    at: 'P',
    act: async ({ page, t, story }) => {
      await drop(page, story.emptied);
      await page.getByText(t.sync.asksTitle).first().waitFor();
    },
  },
  {
    name: 'sync-repairs',
    at: 'P',
    act: async ({ page, t, story }) => {
      const copy = (await story.anna.download(story.project))!.bytes;
      const costs = [
        [7, 450],
        [9, 18500],
        [12, 3200],
        [16, 350],
        [19, 42800],
        [20, 27500],
        [21, 9800],
      ] as const;
      const early = [
        [8, 7, 46270],
        [10, 10, 8000],
      ] as const;
      await drop(
        page,
        await withCells(copy, [...costs.map(([row, cost]) => [row, 12, cost * 100] as const), ...early]),
      );
      await page.getByText(t.sync.repairTitle).waitFor();
      const warnings = page.locator('.fui-AccordionHeader__button').first();
      if (await warnings.isVisible()) await warnings.click();
    },
  },
  {
    name: 'sync-no-workbook',
    at: 'P',
    act: async ({ page }) => {
      await drop(page, Buffer.from('Task;Start\n'), 'plan.xlsx');
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'sync-wrong-project',
    at: 'P',
    act: async ({ page, story }) => {
      await drop(page, (await story.anna.download(story.scratch))!.bytes, 'Umzug.xlsx');
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'sync-done',
    at: 'S',
    act: async ({ page, t, story }) => {
      const copy = (await story.anna.download(story.scratch))!.bytes;
      await drop(page, await withCells(copy, [[9, 13, `Offer of ${new Date().toISOString()}`]]), 'Umzug.xlsx');
      await press(page, t.sync.apply(1));
      await page.getByText(t.sync.receiptParts).waitFor();
    },
  },
];

const sheet: readonly Shot[] = [
  { name: 'plan', at: 'P/plan' },
  {
    name: 'plan-selection',
    at: 'P/plan',
    act: async ({ page }) => {
      await cell(page, 'Draw the floor plan').click();
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Shift+ArrowDown');
    },
  },
  {
    name: 'plan-filter',
    at: 'P/plan',
    act: async ({ page, t }) => {
      await press(page, t.plan.filter);
      await dialog(page);
      await page.getByRole('dialog').getByLabel('% complete').fill('< 1');
    },
  },
  { name: 'plan-columns', at: 'P/plan', act: ({ page, t }) => press(page, t.plan.columns) },
  {
    name: 'plan-grouped',
    at: 'P/plan',
    act: ({ page, t }) => page.getByLabel(t.plan.group).selectOption('assignee'),
  },
  { name: 'plan-nothing-found', at: 'P/plan', act: ({ page, t }) => page.getByLabel(t.plan.find).fill('helicopter') },
  {
    name: 'plan-wrong-value',
    at: 'P/plan',
    act: async ({ page }) => {
      await cell(page, 'Draw the floor plan').click();
      for (let steps = 0; steps < 2; steps++) await page.keyboard.press('Tab');
      await page.keyboard.type('soon');
      await page.keyboard.press('Enter');
    },
  },
  {
    name: 'plan-disputed',
    at: 'P/plan',
    act: async ({ page, t }) => {
      const row = page.getByRole('row').filter({ hasText: 'Choose the removal company' });
      await row.getByRole('gridcell', { name: /80/ }).click();
      await page.getByText(t.plan.disputed).first().waitFor();
    },
  },
  { name: 'plan-of-viewers', who: 'viewer', at: 'P/plan' },
  { name: 'timeline', at: 'P/timeline' },
  {
    name: 'timeline-months',
    at: 'P/timeline',
    act: ({ page, t }) => page.getByLabel(t.timeline.zoom).selectOption('month'),
  },
  { name: 'dashboard', at: 'P/dashboard' },
];

const records: readonly Shot[] = [
  { name: 'conflicts', at: 'P/conflicts' },
  { name: 'conflicts-none', at: 'S/conflicts' },
  { name: 'history', at: 'P/history' },
  {
    name: 'history-open',
    at: 'P/history',
    act: async ({ page, t }) => {
      // of the first workbook that was synced
      await page.getByRole('button', { name: t.history.show, exact: true }).nth(4).click();
      await page.getByRole('table').first().waitFor();
    },
  },
  { name: 'history-compare', at: 'P/history', act: ({ page, t }) => press(page, t.history.compare) },
  { name: 'history-undo', at: 'P/history', act: ({ page, t }) => press(page, t.history.undo) },
  { name: 'parked', at: 'P/parked' },
  { name: 'parked-open', at: 'P/parked', act: ({ page, t }) => press(page, t.parked.look) },
  { name: 'parked-none', at: 'S/parked' },
  { name: 'copies', who: 'owner', at: 'P/copies' },
  { name: 'copies-withdraw', who: 'owner', at: 'P/copies', act: ({ page, t }) => press(page, t.copies.revoke) },
  { name: 'connect', who: 'owner', at: 'P/connect' },
  {
    name: 'connect-made',
    who: 'owner',
    at: 'P/connect',
    act: async ({ page, t }) => {
      await press(page, t.connect.excelMake);
      await press(page, t.addIn.makeCode);
      await page.getByText(t.addIn.codeHolds).waitFor();
    },
  },
  { name: 'audit', who: 'owner', at: 'P/audit' },
  {
    name: 'audit-checked',
    who: 'owner',
    at: 'P/audit',
    act: ({ page, t }) => press(page, t.audit.verify),
  },
];

const settings: readonly Shot[] = [
  { name: 'settings', at: 'P/settings' },
  { name: 'settings-put-away', at: 'P/settings', act: ({ page, t }) => press(page, t.settings.away) },
  { name: 'settings-people', at: 'P/settings/people' },
  { name: 'settings-fields', at: 'P/settings/fields' },
  {
    name: 'settings-rename',
    at: 'P/settings/fields',
    act: async ({ page, t }) => {
      await press(page, t.columns.renameOne('Risk'));
      await dialog(page);
    },
  },
  {
    name: 'settings-share',
    at: 'P/settings/fields',
    act: async ({ page, t }) => {
      await press(page, t.columns.shareOne('Cost per day'));
      await dialog(page);
    },
  },
  { name: 'settings-data', at: 'P/settings/data' },
  { name: 'settings-of-editors', at: 'P/settings' },
];

export const projectPages: readonly Shot[] = [
  ...syncing,
  ...sheet,
  ...records,
  ...settings.map((shot) => ({
    ...shot,
    who: shot.name === 'settings-of-editors' ? ('anna' as const) : ('owner' as const),
  })),
];
