import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PERSONAS } from '@ssbtek/bastjanst-kit';
import type { Mesh } from '../support/mesh';
import { question } from '../support/question';
import { secretsIn } from '../support/secrets';
import type { MeshFactory } from './main-path';

/** Everything that leaves the encrypted payloads: logs, metrics, and the bus's keys, headers and raw values. */
export function privacy(start: MeshFactory, busTraffic: () => Promise<readonly string[]>): void {
  describe('nothing personal', () => {
    let mesh: Mesh;
    beforeAll(async () => {
      mesh = await start({ env: { SSBTEK_DEADLINE_MS: '2500' } });
      for (const { personidentitet } of PERSONAS)
        await mesh.ask(question({ personidentitet, korrelationsid: 'KORR-HEMLIG' }));
      await mesh.ask(question().replace('191212121212', '1912121212120'));
      await mesh.ask(question().replace('HL123456', ''));
    });
    afterAll(() => mesh.stop());

    it('finds what it looks for', () => {
      expect(secretsIn(`x ${Buffer.from('191212121212').toString('base64')} y`)).toContain('191212121212');
      expect(secretsIn('121212-1212')).not.toEqual([]);
    });
    it('in any log line', () => {
      expect(mesh.logs().length).toBeGreaterThan(0);
      expect(secretsIn(mesh.logs().join('\n'))).toEqual([]);
    });
    it('in the metrics', async () => {
      const metrics = await mesh.metrics();
      expect(metrics).toContain('ssbtek_inquiries_total');
      expect(secretsIn(metrics)).toEqual([]);
    });
    it('in keys, headers and values of the bus', async () => {
      const traffic = await busTraffic();
      expect(traffic.length).toBeGreaterThan(PERSONAS.length * 9);
      expect(secretsIn(traffic.join('\n'))).toEqual([]);
    });
  });
}
