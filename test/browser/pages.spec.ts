import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { LANGUAGES, paths } from '../portal/facts';
import { obstacles, tooNarrowAt } from '../support/browser';
import { staged } from './support';

const MOST_BYTES = 100_000;
const stage = staged();

/** Numbers at the head of a row that stand on two lines, where there is room for all. */
const brokenNumbers = async (page: Page): Promise<readonly string[]> => {
  const numbers = await page.locator('tbody th code').all();
  const lines = await Promise.all(
    numbers.map(async (one) => ({
      text: await one.innerText(),
      lines: await one.evaluate(
        (code: { getClientRects(): ArrayLike<unknown> }) => code.getClientRects().length,
      ),
    })),
  );
  return lines.filter((one) => /^\d+$/.test(one.text) && one.lines > 1).map(({ text }) => text);
};

describe.each(LANGUAGES)('pages in %s', (language) => {
  it.each(paths())('%s/ can be read by everybody, on every screen, and asks nobody else', async (path) => {
    const { page, troubles, requests } = await stage.open();
    const response = await page.goto(stage.at(`/${language}${path}`));
    expect(response?.status()).toBe(200);
    expect((await response?.body())?.length).toBeLessThan(MOST_BYTES);
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    expect(await obstacles(page)).toEqual([]);
    expect(await brokenNumbers(page)).toEqual([]);
    expect(await tooNarrowAt(page)).toEqual([]);
    expect(requests.length).toBeGreaterThan(1);
    expect(troubles).toEqual([]);
  });

  it('an address that leads nowhere says so, and leads on', async () => {
    const { page } = await stage.open();
    const response = await page.goto(stage.at(`/${language}/finns-inte`));
    expect(response?.status()).toBe(404);
    expect(await obstacles(page)).toEqual([]);
    expect(await tooNarrowAt(page)).toEqual([]);
    await page.getByRole('navigation').getByRole('link').first().click();
    await page.waitForURL(/\/(?:sv|en)(?:\/|$)/);
  });
});

describe('what a page must not do is seen', () => {
  it('by the tests above', async () => {
    const { page, troubles } = await stage.open({ bypassCSP: true });
    await page.goto(stage.at('/sv'));
    await page.evaluate(`
      document.querySelector('html').removeAttribute('lang');
      document.querySelector('main').insertAdjacentHTML('beforeend',
        '<p style="color: #777; background: #888; width: 900px">blekt</p><img src="http://localhost:9/x.png">');
      console.error('said');
    `);
    const said = (await obstacles(page)).join('\n');
    for (const rule of ['html-has-lang', 'image-alt', 'light: color-contrast', 'dark: color-contrast'])
      expect(said).toContain(rule);
    expect((await tooNarrowAt(page)).length).toBeGreaterThan(0);
    expect(troubles.join('\n')).toContain('localhost:9');
    expect(troubles.join('\n')).toContain('said');
  });
});
