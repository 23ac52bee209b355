import { describe, expect, it } from 'vitest';
import { obstacles, tooNarrowAt } from '../support/browser';
import { question } from '../support/question';
import { staged } from './support';

const stage = staged();

describe.each([
  ['sv', '', { journal: 'Journal CSN', set: 'Ställ in', latency: /^Svarstid/, reset: 'Återställ' }],
  ['en', '?lang=en', { journal: 'Journal CSN', set: 'Set', latency: /^Latency/, reset: 'Reset' }],
] as const)('the simulator’s page in %s', (language, query, t) => {
  it('shows what an agency was asked and what it answered', async () => {
    const { page, troubles } = await stage.open();
    await stage.mesh.ask(question({ inkludera: ['CSN'] }));
    await page.goto(`${stage.mesh.simulatorUrl}/${query}`);
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    expect(await obstacles(page)).toEqual([]);
    expect(await tooNarrowAt(page)).toEqual([]);
    await page.getByRole('link', { name: t.journal }).click();
    await page.getByRole('heading', { name: t.journal }).waitFor();
    const [first] = await page.locator('details').all();
    await first?.locator('summary').click();
    expect(await first?.textContent()).toContain('BegarData');
    expect(await obstacles(page)).toEqual([]);
    expect(await tooNarrowAt(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it('makes an agency slow by click, and well again', async () => {
    const { page } = await stage.open();
    await page.goto(`${stage.mesh.simulatorUrl}/${query}`);
    const section = page.getByRole('region', { name: /^SO / });
    await section.getByLabel(t.latency).fill('700');
    await section.getByRole('button', { name: t.set, exact: true }).click();
    expect(await section.getByLabel(t.latency).inputValue()).toBe('700');
    const { durationMs } = await stage.mesh.ask(question({ inkludera: ['SO'] }));
    expect(durationMs).toBeGreaterThan(690);
    await section.getByRole('button', { name: t.reset, exact: true }).click();
    expect(await section.getByLabel(t.latency).inputValue()).toBe('');
  });
});
