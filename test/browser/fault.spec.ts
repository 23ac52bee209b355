import { describe, expect, it } from 'vitest';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { obstacles, tooNarrowAt } from '../support/browser';
import { staged } from './support';

const VERSIONS = CONTRACT_VERSIONS.map(({ name }) => name);
const stage = staged(
  Object.fromEntries(VERSIONS.map((name) => [`SSBTEK_VERSION_${name.toUpperCase()}_CLOSES`, '2020-01-01'])),
);

describe.each(VERSIONS)('trying %s when it is closed', (version) => {
  it.each([
    ['sv', 'Skicka frågan', 'Hela frågan fick ett fel', 'Vad du gör'],
    ['en', 'Send the question', 'The question as a whole got an error', 'What to do'],
  ])('explains the fault in %s', async (language, send, title, advice) => {
    const { page, troubles } = await stage.open();
    await page.goto(stage.at(`/${language}/prova?version=${version}`));
    await page.getByRole('button', { name: send }).click();
    const fault = page.locator('#svar-fault');
    await fault.waitFor();
    const said = (await fault.textContent()) ?? '';
    for (const text of [title, advice, '1001']) expect(said).toContain(text);
    expect(await obstacles(page)).toEqual([]);
    expect(await tooNarrowAt(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });
});

it('the portal says so before anybody tries', async () => {
  const { page } = await stage.open();
  await page.goto(stage.at('/sv/versioner'));
  expect(await page.getByText('Stängd sedan 2020-01-01').count()).toBe(VERSIONS.length);
  await page.goto(stage.at('/sv'));
  await page.getByText('Ingen version är öppen i dag.').waitFor();
  expect(await obstacles(page)).toEqual([]);
});
