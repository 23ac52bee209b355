import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { obstacles, PATIENCE_MS, tooNarrowAt } from '../support/browser';
import { staged } from './support';

const VERSIONS = CONTRACT_VERSIONS.map(({ name }) => name);
const WELL = '191212121212';
const AN_ERROR_EACH = '199908072391';
const CARDS = '[id^="svar-"]';

/** No breaker opens, whatever is tried: each answer is the agencies' own. */
const stage = staged({ SSBTEK_BREAKER_MIN_CALLS: '1000' });

/** Fills in the form as a person does, and sends it. */
async function trying(page: Page, version: string, person: string): Promise<void> {
  await page.getByLabel('Version').selectOption(version);
  await page.getByRole('button', { name: 'Byt version' }).click();
  await page.waitForURL(`**/prova?version=${version}`);
  await page.locator('#person').selectOption(person);
  await page.getByRole('button', { name: 'Skicka frågan' }).click();
  await page.locator('#svaret').waitFor();
}

describe.each(VERSIONS)('trying %s', (version) => {
  it('data: seven cards, each with values, its time, and the id to quote', async () => {
    const { page, troubles } = await stage.open();
    await page.goto(stage.at('/sv/prova'));
    await trying(page, version, WELL);
    const cards = page.locator(CARDS);
    expect(await cards.count()).toBe(7);
    for (const card of await cards.all()) expect(await card.locator('dd').count()).toBeGreaterThan(0);
    const rows = await page.getByRole('table', { name: 'Bastjänsterna i svaret' }).locator('tbody tr').all();
    expect(rows.length).toBe(7);
    for (const row of rows) expect(await row.textContent()).toMatch(/Uppgifter\s*\d+ ms/);
    const id = await page.locator('dt:text-is("Frågans id") + dd code').textContent();
    expect(stage.mesh.logs().join('\n')).toContain(id);
    await page.getByText('Visa svaret som XML').click();
    const open = page.locator('.xml details[open]');
    const before = await open.count();
    const folded = page.locator('.xml details:not([open])').first();
    expect(await folded.locator('div').first().isVisible()).toBe(false);
    await folded.locator('summary').first().click();
    expect(await open.count()).toBe(before + 1);
    // Where the reader is: at the answer, not at the top.
    await expect.poll(() => page.evaluate('scrollY > 0'), { timeout: PATIENCE_MS }).toBe(true);
    expect(await obstacles(page)).toEqual([]);
    expect(await tooNarrowAt(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it('an error of each agency: what to do, without knowing a code', async () => {
    const { page, troubles } = await stage.open();
    await page.goto(stage.at('/sv/prova'));
    await trying(page, version, AN_ERROR_EACH);
    const cards = await page.locator(CARDS).all();
    expect(cards.length).toBe(7);
    for (const card of cards) expect(await card.getByText('Vad du gör').count()).toBeGreaterThan(0);
    expect(await obstacles(page)).toEqual([]);
    expect(await tooNarrowAt(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it('the question over SHS gets the same answer', async () => {
    const { page } = await stage.open();
    await page.goto(stage.at(`/en/prova?version=${version}`));
    await page.getByLabel('Message (SHS)').check();
    await page.getByRole('button', { name: 'Send the question' }).click();
    await page.locator('#svaret').waitFor();
    expect(await page.locator(CARDS).count()).toBe(7);
    expect(await page.getByRole('table', { name: 'Agencies of the answer' }).textContent()).toMatch(/\d+ ms/);
  });
});

describe('an answer of one’s own', () => {
  it.each(VERSIONS)('of %s is explained, and sent nowhere', async (version) => {
    const { page, troubles } = await stage.open();
    await page.goto(stage.at(`/sv/prova?version=${version}`));
    const question = (await page.locator('#fragan ~ pre').first().textContent()) ?? '';
    const { xml } = await stage.mesh.ask(question, { path: `/ssbtek/${version}` });
    const before = await stage.mesh.received('csn');
    await page.getByRole('link', { name: 'Klistra in det' }).click();
    await page.getByLabel('Svaret, som XML').fill(xml);
    await page.getByRole('button', { name: 'Förklara' }).click();
    await page.locator('#svaret').waitFor();
    expect(await page.locator(CARDS).count()).toBe(7);
    expect(await stage.mesh.received('csn')).toBe(before);
    expect(await obstacles(page)).toEqual([]);
    expect(await tooNarrowAt(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it('that is none is told', async () => {
    const { page } = await stage.open();
    await page.goto(stage.at('/en/prova/forklara'));
    await page.getByRole('button', { name: 'Explain' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('The answer, as XML').fill('<html/>');
    await page.getByRole('button', { name: 'Explain' }).click();
    await page.getByText('It is no answer of SSBTEK').waitFor();
    expect(await obstacles(page)).toEqual([]);
  });
});

describe('a person who may not be asked about', () => {
  it('is refused with a way to the field, and is not repeated', async () => {
    const { page } = await stage.open();
    await page.goto(stage.at('/sv/prova'));
    await page.locator('#nummer').fill('123456789012');
    await page.getByRole('button', { name: 'Skicka frågan' }).click();
    await page.getByRole('alert').getByRole('link').click();
    expect(await page.evaluate('document.activeElement.id')).toBe('nummer');
    expect(await page.content()).not.toContain('123456789012');
    expect(await obstacles(page)).toEqual([]);
  });
});
