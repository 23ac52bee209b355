import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mesh } from '../support/mesh';
import { question } from '../support/question';
import { replyIn, sendShs, shsMessage } from '../support/shs';
import type { MeshFactory } from './main-path';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const testa = readFileSync(new URL('../../docs/examples/v10-testa.xml', import.meta.url), 'utf8');

/** One name for an inquiry, from the caller's answer to the last line of the log (ADR 39). */
export function inquiryIds(start: MeshFactory): void {
  describe("an inquiry's id", () => {
    let mesh: Mesh;
    beforeAll(async () => {
      mesh = await start();
    });
    afterAll(() => mesh.stop());

    /** The lines in which the log says what became of an inquiry. */
    const told = (inquiryId: string): Record<string, unknown>[] =>
      mesh
        .logs()
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .filter((line) => line['inquiryId'] === inquiryId && line['msg'] === 'inquiry answered');

    it.each<[string, string, Record<string, string>, number, string]>([
      ['an answer', question({ inkludera: ['AF', 'SO'] }), {}, 200, 'complete'],
      ['an answer to a test', testa, { path: '/ssbtek/v10' }, 200, 'complete'],
      ['a fault', 'no XML', {}, 500, 'client_fault'],
      ['a fault of HTTP', question(), { type: 'application/json' }, 415, 'client_fault'],
      ['a question that is too large', ' '.repeat(300_000), {}, 413, 'client_fault'],
      ['an SHS error', 'no message', { path: '/shs', type: 'text/plain' }, 415, 'client_fault'],
    ])('is in %s, and in one line of the log', async (_, body, { path, type }, status, outcome) => {
      const answer = await mesh.ask(body, {
        ...(path !== undefined && { path }),
        ...(type !== undefined && { headers: { 'content-type': type } }),
      });
      const inquiryId = answer.headers.get('x-ssbtek-inquiry-id') ?? '';
      expect([answer.status, inquiryId]).toEqual([status, expect.stringMatching(UUID)]);
      expect(told(inquiryId)).toMatchObject([{ level: 'info', outcome }]);
    });

    it('is another one for each question', async () => {
      const ids = await Promise.all(
        [1, 2, 3].map(async () => (await mesh.ask(question())).headers.get('x-ssbtek-inquiry-id')),
      );
      expect(new Set(ids).size).toBe(3);
    });

    it('leads to what each agency answered, and how long it took', async () => {
      await mesh.control('so', { latencyMs: 120 });
      await mesh.control('tns', { fault: 'status-503' });
      const { headers } = await mesh.ask(question({ inkludera: ['AF', 'SO', 'TNS'] }));
      await mesh.control('so', {});
      await mesh.control('tns', {});
      const [line] = told(headers.get('x-ssbtek-inquiry-id') ?? '');
      expect(line?.['agencies']).toMatch(/^af data \d+ ms, so data \d{3,} ms, tns http-status \d+ ms$/);
      expect(line).toMatchObject({ outcome: 'partial', protocol: 'soap', version: 'v1' });
    });

    it('is in the label of an SHS reply', async () => {
      const answer = await sendShs(mesh.url, shsMessage('v1', question({ inkludera: ['AF'] })));
      const inquiryId = answer.headers.get('x-ssbtek-inquiry-id') ?? '';
      expect(replyIn(answer).label.meta).toEqual([{ name: 'ssbtek-inquiry-id', value: inquiryId }]);
      expect(told(inquiryId)).toMatchObject([{ protocol: 'shs', outcome: 'complete' }]);
    });

    it('is not there where nothing is asked', async () => {
      const { headers } = await fetch(`${mesh.url}/ssbtek/v1?wsdl`);
      expect(headers.get('x-ssbtek-inquiry-id')).toBeNull();
    });
  });
}
