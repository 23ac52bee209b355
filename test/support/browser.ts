import axe, { type Result, type RunOnly, type RunOptions } from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { findChromium, NO_CHROMIUM } from '../../tools/browser/chromium';

/** What WCAG 2.2 asks at level AA, and what axe recommends beside it. */
const RULES: RunOnly = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'],
};
/** Colours are all that another scheme changes. */
const COLOURS: RunOnly = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

export const SCHEMES = ['light', 'dark'] as const;

/** From a small telephone to a wide screen, in CSS pixels. */
export const WIDTHS = [320, 480, 768, 1024, 1280, 1600] as const;
export const HEIGHT = 900;
const VIEWPORT = { width: 1280, height: HEIGHT };

/** Waits of tests end after this, however busy the machine is, ms. */
export const PATIENCE_MS = 45_000;

/** A page that somebody has open. */
export interface Reading {
  readonly page: Page;
  /** What no page of ours may cause: errors of scripts or of the policy, requests to elsewhere, what does not load. */
  readonly troubles: readonly string[];
  /** Where requests went. */
  readonly requests: readonly string[];
  /** Names of what pages of ours keep in the browser: cookies, and what scripts have stored. */
  kept(): Promise<readonly string[]>;
  /** For the next one: size and colours are as at first, and what was seen is forgotten. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

/** The machine's browser without a window. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(`There is no browser: ${NO_CHROMIUM}.`);
  return chromium.launch({ executablePath, timeout: PATIENCE_MS });
}

/** Opens an empty page of somebody's own. */
export async function reader(browser: Browser, options: BrowserContextOptions = {}): Promise<Reading> {
  const context = await browser.newContext({ viewport: VIEWPORT, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const troubles: string[] = [];
  const requests: string[] = [];
  page.on('console', (said) => {
    if (['error', 'warning'].includes(said.type())) troubles.push(`${page.url()}: ${said.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`${page.url()}: ${String(error)}`));
  page.on('request', (request) => {
    const { hostname } = new URL(request.url());
    requests.push(request.url());
    if (hostname !== '127.0.0.1') troubles.push(`${page.url()} asks ${request.url()}`);
  });
  page.on('requestfailed', (request) => {
    // Whoever goes to another page listens no more.
    const left = request.failure()?.errorText === 'net::ERR_ABORTED';
    if (!left) troubles.push(`${request.url()}: ${request.failure()?.errorText}`);
  });
  return {
    page,
    troubles,
    requests,
    async kept() {
      const cookies = (await context.cookies()).map(({ name }) => name);
      // A page that was never sent anywhere has no storage to be asked.
      if (!page.url().startsWith('http')) return cookies;
      const stored = await page.evaluate<string[]>('Object.keys({ ...localStorage, ...sessionStorage })');
      return [...cookies, ...stored];
    },
    async renew() {
      await page.setViewportSize(VIEWPORT);
      await page.emulateMedia({ colorScheme: null });
      troubles.length = 0;
      requests.length = 0;
    },
    close: () => context.close(),
  };
}

/** What axe objects to, light and dark: rule, where, and how to mend it. */
export async function obstacles(page: Page): Promise<readonly string[]> {
  if (page.frames().length > 1) throw new Error(`${page.url()} has frames, and axe is run in none of them`);
  // Once, by ourselves: to bring it in and compile it takes longer than to run it.
  await page.evaluate(axe.source);
  const found: string[] = [];
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    for (const { id, nodes } of await violationsOf(page, colorScheme === 'light' ? RULES : COLOURS))
      for (const { html, failureSummary } of nodes)
        found.push(`${colorScheme}: ${id}: ${html}\n${failureSummary}`);
  }
  return found;
}

function violationsOf(page: Page, runOnly: RunOnly): Promise<readonly Result[]> {
  const options: RunOptions = { runOnly, resultTypes: ['violations'] };
  return page.evaluate(`axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`);
}

/** Widths at which a page has to be moved sideways to be read. */
export async function tooNarrowAt(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT });
    const needed = await page.evaluate<number>('document.documentElement.scrollWidth');
    if (needed > width) found.push(`${width}: ${needed}`);
  }
  return found;
}
