import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { obstacles, PATIENCE_MS } from '../support/browser';
import { question } from '../support/question';
import { staged } from './support';

/** Breakers open after a few calls, so that a fault is an outage at once, and are tried again soon. */
const stage = staged({ SSBTEK_BREAKER_MIN_CALLS: '3', SSBTEK_BREAKER_RESET_MS: '300' });

const wordOf = (page: Page, element: string) =>
  page
    .locator('#laget table')
    .first()
    .getByRole('row', { name: new RegExp(`^${element} `) })
    .locator('.state');

/** Asks an agency so often that its worker knows how it is doing. */
async function ask(element: string): Promise<void> {
  for (let i = 0; i < 3; i += 1) await stage.mesh.ask(question({ inkludera: [element] }));
}

describe('an open page of the status', () => {
  it('follows a fault and its end by itself, and tells whoever listens', async () => {
    const { page, troubles, requests } = await stage.open();
    await page.goto(stage.at('/sv/driftstatus'));
    await wordOf(page, 'CSN').filter({ hasText: 'Fungerar' }).waitFor();
    await page.evaluate(`window.nobodyReloaded = true`);
    await stage.mesh.control('csn', { fault: 'status-503' });
    await ask('CSN');
    await wordOf(page, 'CSN').filter({ hasText: 'Nere' }).waitFor({ timeout: PATIENCE_MS });
    expect(await page.getByRole('status').textContent()).toContain('CSN: Nere');
    expect(await wordOf(page, 'AF').textContent()).toBe('Fungerar');
    await stage.mesh.control('csn', {});
    await expect
      .poll(
        async () => {
          await ask('CSN');
          return wordOf(page, 'CSN').textContent();
        },
        { timeout: PATIENCE_MS, interval: 300 },
      )
      .not.toBe('Nere');
    expect(await page.locator('#dygnet ~ .scroll tbody tr').count()).toBeGreaterThan(7);
    expect(await page.evaluate(`window.nobodyReloaded`)).toBe(true);
    expect(requests.filter((url) => url.endsWith('/status/events')).length).toBe(1);
    expect(await obstacles(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it('keeps the place of whoever reads with the keyboard', async () => {
    const { page } = await stage.open();
    await page.goto(stage.at('/en/driftstatus'));
    const link = page.locator('#laget table a').nth(2);
    await link.focus();
    const before = await page.locator('#laget time').first().getAttribute('datetime');
    await stage.mesh.stopRole('worker-tns');
    await wordOf(page, 'TNS').filter({ hasText: 'Unknown' }).waitFor();
    expect(await page.locator('#laget time').first().getAttribute('datetime')).not.toBe(before);
    expect(await page.evaluate('document.activeElement.textContent')).toBe(await link.textContent());
    await stage.mesh.startRole('worker-tns');
    await expect.poll(() => wordOf(page, 'TNS').textContent(), { timeout: PATIENCE_MS }).not.toBe('Unknown');
  });

  it('is as of when it was opened where scripts are off', async () => {
    const { page, troubles } = await stage.open({ javaScriptEnabled: false });
    await page.goto(stage.at('/sv/driftstatus'));
    expect(await page.locator('#laget table').first().locator('tbody tr').count()).toBe(7);
    await page.getByRole('link', { name: 'Läs om sidan' }).click();
    expect(await page.locator('#laget .state').count()).toBeGreaterThan(6);
    expect(troubles).toEqual([]);
  });
});
