import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../portal/facts';
import { PATIENCE_MS } from '../support/browser';
import { staged } from './support';

const stage = staged();

describe('ways through the portal', () => {
  it.each(LANGUAGES)('the menu leads to every page, and back is back (%s)', async (language) => {
    const { page, troubles } = await stage.open();
    await page.goto(stage.at(`/${language}`));
    const pages = page.locator('nav.pages a');
    const count = await pages.count();
    expect(count).toBeGreaterThan(7);
    for (let i = 1; i < count; i += 1) {
      const from = page.url();
      const to = stage.at((await pages.nth(i).getAttribute('href')) ?? '');
      await pages.nth(i).click();
      await page.waitForURL(to);
      expect(await pages.nth(i).getAttribute('aria-current')).toBe('page');
      await page.goBack();
      await page.waitForURL(from);
      await page.goForward();
      await page.waitForURL(to);
    }
    expect(troubles).toEqual([]);
  });

  it('the other language is one click away, with what was searched for', async () => {
    const { page } = await stage.open();
    await page.goto(stage.at('/sv/felkoder'));
    await page.getByRole('searchbox').or(page.locator('input[name=q]')).first().fill('2000');
    await page.getByRole('button', { name: 'Sök' }).click();
    await page.waitForURL('**/sv/felkoder?q=2000');
    const found = await page.locator('table tbody tr').count();
    expect(found).toBeGreaterThan(0);
    await page.getByRole('link', { name: /^English/ }).click();
    await page.waitForURL('**/en/felkoder?q=2000');
    expect(await page.locator('table tbody tr').count()).toBe(found);
    await page.goBack();
    await page.waitForURL('**/sv/felkoder?q=2000');
  });

  it.each([
    ['/sv/versioner#v10', '#v10'],
    ['/en/driftstatus#dygnet', '#dygnet'],
    ['/sv/prova?version=v1#program', '#program'],
  ])('%s opens where it says', async (path, place) => {
    const { page } = await stage.open();
    await page.goto(stage.at(path));
    const isThere = () =>
      page.evaluate(`(() => { const { top } = document.querySelector('${place}').getBoundingClientRect();
        return scrollY > 0 && top > -1 && top < innerHeight; })()`);
    await expect.poll(isThere, { timeout: PATIENCE_MS }).toBe(true);
  });

  it('who is back at an answer after a look at something else finds the form, and no answer of somebody', async () => {
    const { page } = await stage.open();
    await page.goto(stage.at('/sv/prova'));
    await page.getByRole('button', { name: 'Skicka frågan' }).click();
    await page.locator('#svaret').waitFor();
    await page.goBack();
    await page.locator('form.trial').waitFor();
    expect(await page.locator('#svaret').count()).toBe(0);
  });
});

describe('by keyboard alone', () => {
  it('the first stop leads past the menu, and what has the focus is seen', async () => {
    const { page } = await stage.open();
    await page.goto(stage.at('/sv/anslut'));
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Hoppa till innehållet' });
    expect(await page.evaluate(`document.activeElement.className`)).toBe('skip');
    expect((await skip.boundingBox())?.x).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(`document.activeElement.closest('main') !== null`)).toBe(true);
    expect(await page.evaluate(`getComputedStyle(document.activeElement).outlineStyle`)).toBe('solid');
  });
});

describe('without scripts', () => {
  it('a question is tried, and codes are searched', async () => {
    const { page, troubles } = await stage.open({ javaScriptEnabled: false });
    await page.goto(stage.at('/sv/prova?version=v11'));
    await page.getByRole('button', { name: 'Skicka frågan' }).click();
    await page.locator('#svaret').waitFor();
    expect(await page.locator('[id^="svar-"]').count()).toBe(7);
    await page.goto(stage.at('/en/felkoder?q=-1103'));
    expect(await page.locator('table tbody tr').count()).toBe(1);
    expect(troubles).toEqual([]);
  });
});
