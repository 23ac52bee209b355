import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PERSONAS } from '@ssbtek/bastjanst-kit';
import type { Mesh } from '../support/mesh';
import { question } from '../support/question';
import type { MeshFactory } from './main-path';

/** What must not be found, as it is and in the forms it could be disguised as. */
function disguises(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  return [
    secret,
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    encodeURIComponent(secret),
    [...secret].reverse().join(''),
  ];
}

const isDigits = (text: string): boolean => /^\d+$/.test(text);

/** Identity numbers with and without the century and with a dash, names, case and handler. */
function secrets(): readonly string[] {
  const numbers = PERSONAS.flatMap(({ personidentitet: p }) => [
    p,
    p.slice(2),
    `${p.slice(0, 8)}-${p.slice(8)}`,
    `${p.slice(2, 8)}-${p.slice(8)}`,
  ]);
  const names = PERSONAS.flatMap(({ efternamn }) => [efternamn]);
  return [...numbers, ...names, 'HL123456', 'AID12341234', 'KORR-HEMLIG', 'Kommun Å'];
}

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

    const finds = (text: string): readonly string[] =>
      secrets().filter((secret) =>
        disguises(secret).some((d) => (d.length > 5 || !isDigits(d)) && text.includes(d)),
      );

    it('finds what it looks for', () => {
      expect(finds(`x ${Buffer.from('191212121212').toString('base64')} y`)).toContain('191212121212');
      expect(finds('121212-1212')).not.toEqual([]);
    });
    it('in any log line', () => {
      expect(mesh.logs().length).toBeGreaterThan(0);
      expect(finds(mesh.logs().join('\n'))).toEqual([]);
    });
    it('in the metrics', async () => {
      const metrics = await mesh.metrics();
      expect(metrics).toContain('ssbtek_inquiries_total');
      expect(finds(metrics)).toEqual([]);
    });
    it('in keys, headers and values of the bus', async () => {
      const traffic = await busTraffic();
      expect(traffic.length).toBeGreaterThan(PERSONAS.length * 9);
      expect(finds(traffic.join('\n'))).toEqual([]);
    });
  });
}
