import { mkdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser, reader, type SCHEMES } from '../../test/support/browser.ts';
import { memoryBuses } from '../../test/support/memory-buses.ts';
import { startMesh, type Mesh } from '../../test/support/mesh.ts';
import { question } from '../../test/support/question.ts';
import { WORKSPACE } from '../build/bundle.ts';

const FOLDER = join(WORKSPACE, 'docs/screenshots');
/** Larger pictures make the repository heavy. */
const MOST_BYTES = 150_000;
const AN_ERROR_EACH = '199908072391';
/** What the documents call the ports, whatever this run has taken. */
const USUAL = { ingress: '127.0.0.1:8080', portal: '127.0.0.1:8070', simulator: '127.0.0.1:8090' };

interface Picture {
  readonly name: string;
  readonly scheme: (typeof SCHEMES)[number];
  readonly height?: number;
  /** Brings the page to what is shown. */
  readonly show: (page: Page, mesh: Mesh) => Promise<unknown>;
}

const PICTURES: readonly Picture[] = [
  { name: 'start', scheme: 'light', show: (page, { portalUrl }) => page.goto(`${portalUrl}/sv`) },
  { name: 'prova', scheme: 'light', show: (page, { portalUrl }) => page.goto(`${portalUrl}/sv/prova`) },
  { name: 'svar', scheme: 'light', height: 1000, show: showAnswer },
  { name: 'driftstatus', scheme: 'dark', show: showStatus },
  {
    name: 'felkoder',
    scheme: 'light',
    show: (page, { portalUrl }) => page.goto(`${portalUrl}/sv/felkoder?q=Skatteverket`),
  },
  { name: 'simulator', scheme: 'light', show: showJournal },
];

async function showAnswer(page: Page, { portalUrl }: Mesh): Promise<void> {
  await page.goto(`${portalUrl}/sv/prova?version=v10`);
  await page.locator('#person').selectOption(AN_ERROR_EACH);
  await page.getByRole('button', { name: 'Skicka frågan' }).click();
  await page.locator('#svaret').scrollIntoViewIfNeeded();
}

async function showStatus(page: Page, mesh: Mesh): Promise<void> {
  await mesh.control('csn', { fault: 'status-503' });
  for (let i = 0; i < 3; i += 1) await mesh.ask(question({ inkludera: ['CSN'] }));
  await page.goto(`${mesh.portalUrl}/sv/driftstatus`);
  await page.locator('#laget .state.bad').first().waitFor();
}

async function showJournal(page: Page, { simulatorUrl }: Mesh): Promise<void> {
  await page.goto(`${simulatorUrl}/?kod=csn`);
  await page.locator('details summary').last().click();
}

/** The addresses as the documents have them. */
async function withUsualPorts(page: Page, mesh: Mesh): Promise<void> {
  const ports = [
    [mesh.url, USUAL.ingress],
    [mesh.portalUrl, USUAL.portal],
    [mesh.simulatorUrl, USUAL.simulator],
  ].map(([url = '', usual]) => [new URL(url).host, usual]);
  await page.evaluate(`
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode())
      for (const [host, usual] of ${JSON.stringify(ports)})
        text.data = text.data.replaceAll(host, usual);
  `);
}

/** Makes every picture anew. @throws Error when one is too large to be kept in the repository */
export async function makeScreenshots(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const mesh = await startMesh(memoryBuses(), {
    env: { SSBTEK_PORTAL_ENVIRONMENT: 'simulator', SSBTEK_BREAKER_MIN_CALLS: '3' },
    portal: true,
    now: () => new Date(),
  });
  const browser = await launchBrowser();
  try {
    for (const { name, scheme, height = 900, show } of PICTURES) {
      const viewport = { width: 1200, height };
      const settings = { viewport, colorScheme: scheme, locale: 'sv-SE', reducedMotion: 'reduce' } as const;
      const reading = await reader(browser, settings);
      const { page } = reading;
      await show(page, mesh);
      await withUsualPorts(page, mesh);
      const path = join(FOLDER, `${name}.png`);
      await page.screenshot({ path, animations: 'disabled' });
      await reading.close();
      const { size } = statSync(path);
      if (size > MOST_BYTES) throw new Error(`${path} has ${size} bytes, more than ${MOST_BYTES}.`);
      console.log(`${relative(WORKSPACE, path)}: ${Math.round(size / 1000)} kB`);
    }
  } finally {
    await browser.close();
    await mesh.stop();
  }
}
