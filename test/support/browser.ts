/** A real Chromium with the web application: one window per person, nothing shared between them. */
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { chromiumPath, chromium as service } from './services.ts';

export const hasChromium = (): boolean => service.present();

export interface TestBrowser {
  /** A window of somebody who signed in by the link that the server prints. What it complains about is kept in `complaints`. */
  open(url: string, token?: string, options?: BrowserContextOptions): Promise<Page>;
  /** Errors of pages and of the Content-Security-Policy. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export async function openBrowser(): Promise<TestBrowser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error('no Chromium on the PATH');
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser: Browser = await chromium.launch({ executablePath, args: asRoot });
  const complaints: string[] = [];
  return {
    complaints,
    async open(url, token, options = {}) {
      const context = await browser.newContext({ locale: 'en-GB', acceptDownloads: true, ...options });
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text());
      });
      await page.goto(token === undefined ? url : `${url}/#token=${token}`);
      return page;
    },
    close: () => browser.close(),
  };
}
