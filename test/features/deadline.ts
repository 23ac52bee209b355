import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Inquiry } from '@ssbtek/core';
import { startMesh, type BusMaker, type Mesh } from '../support/mesh';

/** An inquiry that comes to its worker too late reaches no agency (quality-bar, I7). */
export function deadline(buses: BusMaker): void {
  describe('an inquiry whose time is up', () => {
    let mesh: Mesh;
    beforeAll(async () => {
      mesh = await startMesh(buses);
    });
    afterAll(() => mesh.stop());

    /** Straight to the workers, with so much time from now on, ms. */
    async function send(budgetMs: number): Promise<void> {
      const bus = await buses.connect('late');
      await vi.waitUntil(() => bus.connected(), { timeout: 10_000 });
      const inquiry: Inquiry = {
        inquiryId: randomUUID().replace(/^(.{14})./, '$17'),
        general: {
          ingivare: { organisationsnummer: '162120002411', namn: 'Kommun', handlaggare: 'HL' },
          personidentitet: '191212121212',
          arendeidentitet: 'AID',
          syfte: 'Beslut',
          lagtext: '11 kap.',
        },
        fragor: {
          af: {
            tidsperiod: { fromDatum: '2026-10-01', tomDatum: '2026-11-24' },
            specifikt: { typ: 'ingen' },
          },
        },
      };
      const { inquiryId } = inquiry;
      const routing = { inquiryId, agencies: ['af'], budgetMs, replyPartition: 0 };
      await bus.publish([mesh.codec.inquiry(inquiry, routing)]);
      await bus.close();
    }
    const expired = /ssbtek_agency_replies_total\{[^}]*agency="af",result="expired"[^}]*\} 1$/m;

    it('is counted, and its agency is not called', async () => {
      await send(0);
      await vi.waitUntil(async () => expired.test(await mesh.metrics()), { timeout: 20_000 });
      expect(await mesh.received('af')).toBe(0);
    });

    it('would have been sent with time left', async () => {
      await send(5000);
      await vi.waitUntil(async () => (await mesh.received('af')) === 1, { timeout: 20_000 });
    });
  });
}
