/** A workbook open in Excel with the add-in's pane beside it, signed in by a code. */
import type { SprintforgeClient } from '@sprintforge/protocol';
import type { BrowserContext, Page } from 'playwright-core';
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

/** Syncs at the button only. */
export async function openPane(
  browser: TestBrowser,
  url: string,
  client: SprintforgeClient,
  project: string,
  workbook: OfficeWorkbook,
): Promise<OpenPane> {
  const context = await browser.context();
  const host = await officeHost(context, workbook);
  const page = await context.newPage();
  await page.goto(`${url}/addin/taskpane.html`);
  const { code } = await client.pairing(project);
  await page.getByLabel('Code').fill(code.toLowerCase());
  await page.getByRole('button', { name: 'Connect' }).click();
  await page.getByText('This workbook is at revision').waitFor();
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
