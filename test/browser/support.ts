import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { launchBrowser, reader, type Reading } from '../support/browser';
import { memoryBuses } from '../support/memory-buses';
import { startMesh, type Mesh } from '../support/mesh';

/** What a test has: the whole mesh with its portal, and pages that it opens. */
export interface Stage {
  readonly mesh: Mesh;
  /** The portal's address with what follows. */
  at(path: string): string;
  /**
   * A page of somebody who was never here, for one test. Without options it is the same one, as new: a browser that need
   * not start a process for it, and compile everything again, takes half as long.
   */
  open(options?: BrowserContextOptions): Promise<Reading>;
}

/** Starts everything in this process before the tests of a file, and ends it after them. Clocks are those of the day. */
export function staged(env: Readonly<Record<string, string>> = {}): Stage {
  let mesh: Mesh;
  let browser: Browser;
  let usual: Reading | undefined;
  const others: Reading[] = [];
  beforeAll(async () => {
    mesh = await startMesh(memoryBuses(), {
      env: { SSBTEK_PORTAL_ENVIRONMENT: 'simulator', SSBTEK_DEADLINE_MS: '20000', ...env },
      portal: true,
      now: () => new Date(),
    });
    browser = await launchBrowser();
  });
  afterEach(async () => {
    for (const one of others.splice(0)) await one.close();
    // What is kept would be there for the next one; besides, no page of ours has anything to keep.
    expect((await usual?.kept()) ?? []).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await mesh.stop();
  });
  return {
    get mesh() {
      return mesh;
    },
    at: (path) => mesh.portalUrl + path,
    async open(options) {
      if (!options) {
        usual ??= await reader(browser);
        await usual.renew();
        return usual;
      }
      const reading = await reader(browser, options);
      others.push(reading);
      return reading;
    },
  };
}
