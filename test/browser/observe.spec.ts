import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import type { Seen } from '../../tools/observe/page.ts';
import { startPage, type PageServer } from '../../tools/observe/page-server.ts';
import { launchBrowser, obstacles, PATIENCE_MS, reader, tooNarrowAt, type Reading } from '../support/browser';

const alert = (alertname: string, state: string) => ({
  labels: { alertname, severity: 'page', agency: 'csn' },
  annotations: { summary: `${alertname} <b>`, runbook_url: 'https://ssbtek.example.se/runbook' },
  state,
  activeAt: '2026-11-29T10:00:00.5Z',
});
const SEEN: Seen = {
  at: new Date('2026-11-29T10:01:00Z'),
  alerts: [alert('AgencyDown', 'firing'), alert('BreakerOpen', 'pending')],
  boards: [
    {
      title: 'agencies',
      panels: [
        {
          title: 'Which share of the calls fails?',
          unit: 'percentunit',
          curves: [
            { metric: { agency: 'csn' }, legend: '{{agency}}', samples: [0, 0.5, 1] },
            { metric: { agency: 'a-very-long-name-that-has-no-place-to-break' }, legend: '', samples: [1] },
          ],
        },
        { title: 'What is there?', unit: '', curves: [] },
      ],
    },
  ],
  rules: 42,
};

describe('the page of npm run observe', () => {
  let seen: Seen | Error = SEEN;
  let server: PageServer;
  let browser: Browser;
  let reading: Reading | undefined;
  beforeAll(async () => {
    server = await startPage(async () => {
      if (seen instanceof Error) throw seen;
      return seen;
    });
    browser = await launchBrowser();
  });
  afterEach(() => reading?.close());
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  it('shows alerts with their runbooks, and panels with values, to everybody', async () => {
    seen = SEEN;
    reading = await reader(browser);
    const { page, troubles } = reading;
    await page.goto(server.url);
    expect(await page.getByRole('link', { name: 'AgencyDown' }).getAttribute('href')).toContain('runbook');
    expect(await page.getByText('firing, page').count()).toBe(1);
    expect(await page.getByRole('row', { name: 'csn 100 %' }).count()).toBe(1);
    expect(await obstacles(page)).toEqual([]);
    expect(await tooNarrowAt(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it('follows by itself, also past a moment without Prometheus', async () => {
    seen = SEEN;
    reading = await reader(browser);
    const { page } = reading;
    await page.goto(server.url);
    await page.getByText('firing, page').waitFor();
    seen = new Error('gone');
    await page.waitForResponse((response) => response.status() === 503, { timeout: PATIENCE_MS });
    seen = { ...SEEN, alerts: [] };
    await page.getByText('Nothing rings. 42 alerts are watched for.').waitFor();
  });
});
