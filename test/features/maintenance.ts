import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAnswer } from '../support/answer';
import type { Mesh } from '../support/mesh';
import { question } from '../support/question';
import { assertValid } from '../support/schema';
import type { MeshFactory } from './main-path';

const example = (name: string): string =>
  readFileSync(new URL(`../../docs/examples/${name}.xml`, import.meta.url), 'utf8');

/** An agency that operators have taken out (docs/operate/change.md). */
export function maintenance(start: MeshFactory): void {
  describe('an agency taken out for maintenance', () => {
    let mesh: Mesh;
    beforeAll(async () => {
      mesh = await start({
        env: { SSBTEK_AGENCY_CSN_MAINTENANCE: 'true', SSBTEK_AGENCY_SKV_MAINTENANCE: 'true' },
      });
    });
    afterAll(() => mesh.stop());

    it('is an error at once and is not called; the others answer; its breaker stays closed', async () => {
      for (let i = 0; i < 12; i++) {
        const { xml } = await mesh.ask(question());
        assertValid(xml);
        const { CSN, SKV, ...others } = readAnswer(xml).svar;
        for (const svar of [CSN, SKV])
          expect(svar).toMatchObject({ type: 'error', kalla: 'SSBTEK', felkod: '2001' });
        expect(Object.values(others).map(({ type }) => type)).toEqual(Array(5).fill('data'));
      }
      expect(await mesh.received('csn')).toBe(0);
      const metrics = await mesh.metrics();
      expect(metrics).toMatch(/^ssbtek_agency_replies_total\{[^}]*"csn"[^}]*"maintenance"[^}]*\} 12$/m);
      expect(metrics).toMatch(/^ssbtek_breaker_state\{[^}]*"csn"[^}]*"closed"[^}]*\} 1$/m);
    });

    it('is told apart part by part in v11, and as not called by the test operation', async () => {
      const { status, xml } = await mesh.ask(example('v11-fraga'), { path: '/ssbtek/v11' });
      expect(status).toBe(200);
      const skv = /<(\w+):SKV>([\s\S]*?)<\/\1:SKV>/.exec(xml)?.[2] ?? '';
      expect(skv).toContain('>2001<');
      expect(skv).not.toContain('data>');
      const { xml: testa } = await mesh.ask(example('v11-testa'), { path: '/ssbtek/v11' });
      expect(/<(\w+):FK><\1:anropad>true/.test(testa)).toBe(true);
      expect(await mesh.received('skv')).toBe(0);
    });
  });
}
