import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { launchBrowser, reader } from '../../support/browser';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

describe('npm run observe', () => {
  let child: ChildProcess;
  let printed = '';
  beforeAll(async () => {
    child = spawn(process.execPath, ['tools/observe.ts', '--scale=30'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    await vi.waitUntil(() => printed.includes('Ctrl-C ends everything.') || child.exitCode !== null, {
      timeout: 300_000,
      interval: 200,
    });
    expect(printed).toContain('Alerts and panels');
  });
  afterAll(async () => {
    if (child.exitCode === null) {
      child.kill('SIGINT');
      await once(child, 'exit');
    }
    expect(printed).toContain('Everything is stopped.');
  });

  it('names only addresses that show something', async () => {
    const addresses = printed.match(/http:\S+/g) ?? [];
    expect(addresses.length).toBeGreaterThan(10);
    for (const address of addresses) {
      const response = await fetch(address);
      expect([address, response.status]).toEqual([address, 200]);
      expect((await response.text()).length, address).toBeGreaterThan(200);
    }
  });

  it('shows on its page what rings and what the dashboards ask', async () => {
    const [address = ''] = printed.match(/http:\S+/) ?? [];
    const browser = await launchBrowser();
    const { page, troubles } = await reader(browser);
    await page.goto(address);
    // The first fault is played after half a minute; its alert is the first that can ring.
    await page.getByText('firing, page').first().waitFor({ timeout: 300_000 });
    // Panels have values once Prometheus has looked twice, and each is asked in its turn.
    const curves = page.locator('.panels polyline');
    await vi.waitUntil(async () => (await curves.count()) > 20);
    expect(troubles).toEqual([]);
    await browser.close();
  });
});
