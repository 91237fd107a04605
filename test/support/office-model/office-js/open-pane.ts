/** A workbook open in Excel with the add-in's pane beside it, signed in by a code. */
import type { SprintforgeClient } from '@sprintforge/protocol';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { en } from '../../../../apps/web/src/text/en/index.ts';
import type { Messages } from '../../../../apps/web/src/text/messages.ts';
import type { TestBrowser } from '../../browser.ts';
import { parseArea } from '../area.ts';
import type { OfficeWorkbook } from '../office-workbook.ts';
import { type OfficeHost, officeHost } from './workbook-host.ts';

export interface OpenPane {
  readonly workbook: OfficeWorkbook;
  readonly host: OfficeHost;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Of a cell of the sheet `Plan`. */
  value(address: string): unknown;
  /** Presses the button and waits until nothing is left to send. */
  sync(): Promise<void>;
}

/** The pane beside a workbook, as Excel opens it. */
export async function openTaskPane(
  browser: TestBrowser,
  url: string,
  workbook: OfficeWorkbook,
  window: BrowserContextOptions = {},
): Promise<Pick<OpenPane, 'host' | 'context' | 'page'>> {
  const context = await browser.context(window);
  const host = await officeHost(context, workbook);
  const page = await context.newPage();
  await page.goto(`${url}/addin/taskpane.html`);
  return { host, context, page };
}

/** Types a code, and waits until the workbook was read. */
export async function connectPane(page: Page, code: string, { addIn }: Pick<Messages, 'addIn'> = en): Promise<void> {
  await page.getByLabel(addIn.pairCode).fill(code.toLowerCase());
  await page.getByRole('button', { name: addIn.pair }).click();
  await page.getByText(addIn.at('').replace(/\W*$/, '')).waitFor();
}

/** Signed in by a code; syncs at the button only. */
export async function openPane(
  browser: TestBrowser,
  url: string,
  client: SprintforgeClient,
  project: string,
  workbook: OfficeWorkbook,
): Promise<OpenPane> {
  const { context, host, page } = await openTaskPane(browser, url, workbook);
  await connectPane(page, (await client.pairing(project)).code);
  await page.getByLabel('Sync by itself').uncheck();
  return {
    ...{ workbook, host, context, page },
    value: (address) => workbook.sheet('Plan')!.values(parseArea(address))[0]![0],
    async sync() {
      await page.getByRole('button', { name: 'Sync now' }).click();
      await page.getByText('Nothing to sync.').waitFor();
    },
  };
}
