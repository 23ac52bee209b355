import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { findChromium, NO_CHROMIUM } from '../../tools/browser/chromium';

/** What WCAG 2.2 asks at level AA, and what axe recommends beside it. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
/** Colours are all that another scheme changes. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

export const SCHEMES = ['light', 'dark'] as const;

/** From a small telephone to a wide screen, in CSS pixels. */
export const WIDTHS = [320, 480, 768, 1024, 1280, 1600] as const;
export const HEIGHT = 900;

/** Waits of tests end after this, however busy the machine is, ms. */
export const PATIENCE_MS = 45_000;

/** A page that somebody has open. */
export interface Reading {
  readonly page: Page;
  /** What no page of ours may cause: errors of scripts or of the policy, requests to elsewhere, what does not load. */
  readonly troubles: readonly string[];
  /** Where requests went. */
  readonly requests: readonly string[];
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
  const context = await browser.newContext({ viewport: { width: 1280, height: HEIGHT }, ...options });
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
  return { page, troubles, requests, close: () => context.close() };
}

/** What axe objects to, light and dark: rule, where, and how to mend it. */
export async function obstacles(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    // No page has a frame: axe need not open a page of its own to join what frames say.
    const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
    const { violations } = await (
      colorScheme === 'light' ? axe.withTags(RULES) : axe.withRules(COLOURS)
    ).analyze();
    for (const { id, nodes } of violations)
      for (const { html, failureSummary } of nodes)
        found.push(`${colorScheme}: ${id}: ${html}\n${failureSummary}`);
  }
  return found;
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
