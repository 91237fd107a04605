/** A real Chromium with the web application: one window per person, nothing shared between them. */
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { chromiumPath, chromium as service } from './services.ts';

export const hasChromium = (): boolean => service.present();

export interface TestBrowser {
  /** Of somebody of their own: what its pages complain about is kept. */
  context(options?: BrowserContextOptions): Promise<BrowserContext>;
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
  const context = async (options: BrowserContextOptions = {}): Promise<BrowserContext> => {
    const made = await browser.newContext({
      locale: 'en-GB',
      acceptDownloads: true,
      reducedMotion: 'reduce',
      ...options,
    });
    made.on('page', (page) => {
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text());
      });
    });
    return made;
  };
  return {
    complaints,
    context,
    async open(url, token, options = {}) {
      const page = await (await context(options)).newPage();
      await page.goto(token === undefined ? url : `${url}/#token=${token}`);
      return page;
    },
    close: () => browser.close(),
  };
}
