import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Inquiry } from '@ssbtek/core';
import { DEAD_LETTER_HEADER, DEAD_LETTER_TOPIC, type MessageBus } from '@ssbtek/messaging';
import { startMesh, type BusMaker, type Mesh } from '../support/mesh';

const BUDGET_MS = 500;

/** An inquiry that comes to its worker too late reaches no agency (architecture 10, I7). */
export function deadline(buses: BusMaker): void {
  describe('an inquiry whose time is up', () => {
    let mesh: Mesh;
    let people: MessageBus;
    const letters = new Map<string, string | undefined>();
    beforeAll(async () => {
      mesh = await startMesh(buses);
      people = await buses.connect('people');
      await people.consume({
        group: `people-${randomUUID()}`,
        topic: DEAD_LETTER_TOPIC,
        pinnedPartition: 0,
        commit: false,
        maxInFlight: 100,
        handler: ({ key, headers }) =>
          Promise.resolve(void letters.set(key, headers[DEAD_LETTER_HEADER.reason])),
      });
    });
    afterAll(async () => {
      await people.close();
      await mesh.stop();
    });

    /** Straight to the workers, with so much time, ms, from now or from so long ago on. Returns the inquiry's id. */
    async function send(budgetMs: number, agoMs = 0): Promise<string> {
      const bus = await buses.connect('late');
      await vi.waitUntil(() => bus.connected(), { timeout: 60_000 });
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
      const askedAt = Math.floor(bus.clock.now()) - agoMs;
      const routing = { inquiryId, agencies: ['af'], budgetMs, replyPartition: 0, askedAt };
      await bus.publish([mesh.codec.inquiry(inquiry, routing)]);
      await bus.close();
      return inquiryId;
    }
    const expired = /ssbtek_agency_replies_total\{[^}]*agency="af",result="expired"[^}]*\} 1$/m;

    it('is counted, and its agency is not called', async () => {
      // Nobody reads it in time: a worker that did would know how late it is only as well as it knows the broker's clock.
      await mesh.stopRole('worker-af');
      await send(BUDGET_MS);
      await sleep(3 * BUDGET_MS);
      await mesh.startRole('worker-af');
      await vi.waitUntil(async () => expired.test(await mesh.metrics()), { timeout: 60_000 });
      expect(await mesh.received('af')).toBe(0);
    });

    it('and has been copied since is put aside, and its agency is not called', async () => {
      const inquiryId = await send(5000, 60_000);
      await vi.waitUntil(() => letters.get(inquiryId) === 'stale', { timeout: 60_000 });
      expect(await mesh.received('af')).toBe(0);
    });

    it('would have been sent with time left', async () => {
      await send(5000);
      await vi.waitUntil(async () => (await mesh.received('af')) === 1, { timeout: 60_000 });
    });
  });
}
