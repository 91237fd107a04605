/** A picture: whose window, where it is, and what is done there first. */
import type { Page } from 'playwright-core';
import type { Messages } from '../../apps/web/src/text/messages.ts';
import type { TestBrowser } from '../support/browser.ts';
import type { Look } from './looks.ts';
import type { Story } from './story.ts';

export interface Scene {
  readonly page: Page;
  readonly t: Messages;
  readonly story: Story;
}

export interface Shot {
  readonly name: string;
  /** `nobody` stands at the door; the viewer has joined as one. */
  readonly who?: 'owner' | 'anna' | 'ben' | 'viewer' | 'nobody';
  /** `P` is the demo project, `S` the scratch project. */
  readonly at: string;
  readonly act?: (scene: Scene) => Promise<unknown>;
  /** Not the person's window but one of its own, and what is done in it. */
  readonly open?: (browser: TestBrowser, look: Look, story: Story) => Promise<OpenShot>;
}

export interface OpenShot {
  readonly page: Page;
  readonly act: () => Promise<unknown>;
}

export const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click();

/** A button whose name begins with these words. */
export const pressNamed = (page: Page, words: string): Promise<void> =>
  page.getByRole('button', { name: words }).first().click();

export const dialog = (page: Page): Promise<void> => page.getByRole('dialog').first().waitFor();

export async function drop(page: Page, bytes: Uint8Array, name = 'Office Move.xlsx'): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({
    name,
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(bytes),
  });
}
