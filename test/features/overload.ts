import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAnswer, readFault } from '../support/answer';
import type { Mesh } from '../support/mesh';
import { question } from '../support/question';
import type { MeshFactory } from './main-path';

const CAP = 5;

/** More than the mesh takes: turned away at once, and those taken get their answer (faults.md 15). */
export function overload(start: MeshFactory): void {
  describe('overload', () => {
    let mesh: Mesh;
    beforeAll(async () => {
      mesh = await start({ env: { SSBTEK_MAX_IN_FLIGHT: String(CAP) } });
      await mesh.control('so', { latencyMs: 800 });
    });
    afterAll(() => mesh.stop());

    it('takes as many as its cap and refuses the rest with 503, Retry-After and fault 1002', async () => {
      const answers = await Promise.all(
        Array.from({ length: 4 * CAP }, () => mesh.ask(question({ inkludera: ['SO'] }))),
      );
      const taken = answers.filter(({ status }) => status === 200);
      const refused = answers.filter(({ status }) => status !== 200);
      expect([taken.length, refused.length]).toEqual([CAP, 3 * CAP]);
      for (const { xml } of taken) expect(readAnswer(xml).svar['SO']?.type).toBe('data');
      for (const { status, headers, xml } of refused) {
        expect([status, headers.get('retry-after'), readFault(xml).felkod]).toEqual([503, '1', '1002']);
        expect(readFault(xml).faultcode).toMatch(/:Server$/);
      }
      expect(await mesh.metrics()).toMatch(
        /ssbtek_inquiries_total\{[^}]*outcome="rejected_overload"[^}]*\} 15/,
      );
    });

    it('takes questions again when the load is over', async () => {
      expect((await mesh.ask(question({ inkludera: ['AF'] }))).status).toBe(200);
    });
  });
}
