import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { finder, groundOf, type AnswerContent, type AuditRecord } from '@ssbtek/audit';
import { readFault } from '../support/answer';
import { AuditKeysFile, breakable, linesOf, verified } from '../support/audit-trail';
import { startMesh, type BusMaker, type Mesh } from '../support/mesh';
import { question } from '../support/question';
import { readFileSync } from 'node:fs';
import type { Message } from '../support/recording';
import { shsMessage } from '../support/shs';

const CAP = 4;
const GROUND = {
  syfte: 'Beslut om eller kontroll av Ekonomiskt försörjningsstöd',
  lagtext: '11 kap. 11 a § socialtjänstlagen (2001:453)',
};
const testa = readFileSync(new URL('../../docs/examples/v10-testa.xml', import.meta.url), 'utf8');

type Answer = AuditRecord & AnswerContent;
const answersIn = (records: readonly AuditRecord[]): Answer[] =>
  records.filter((record): record is Answer => record.kind === 'answer');

/** A record of every answer before it leaves, and no answer without (architecture 10, I10). */
export function audit(buses: BusMaker, read: () => Promise<readonly Message[]>): void {
  describe('the audit trail', () => {
    const watched = breakable(buses);
    const file = new AuditKeysFile();
    let mesh: Mesh;
    let asked = 0;
    beforeAll(async () => {
      mesh = await startMesh(watched, {
        env: {
          SSBTEK_AUDIT_KEYS_FILE: file.path,
          SSBTEK_MAX_IN_FLIGHT: String(CAP),
          SSBTEK_DEADLINE_MS: '2500',
          SSBTEK_BREAKER_MIN_CALLS: '1000',
        },
      });
    });
    afterAll(() => {
      file.remove();
      return mesh.stop();
    });

    const ask: Mesh['ask'] = (...args) => {
      asked += 1;
      return mesh.ask(...args);
    };
    const trail = async () => verified(linesOf(watched, await read()), file.keys);
    const newest = async (): Promise<Answer> => answersIn((await trail()).records).at(-1) as Answer;

    it('says who asked about whom, by what right, which agencies, and what came of it', async () => {
      await mesh.control('so', { fault: 'reset' });
      expect((await ask(question({ inkludera: ['AF', 'SO'] }))).status).toBe(200);
      await mesh.control('so', {});
      const record = await newest();
      expect(record).toMatchObject({
        contract: 'v1',
        way: 'soap',
        asked: 'fraga',
        outcome: 'partial',
        ingivare: '162120002411',
        agencies: { af: 'data', so: 'connection' },
      });
      expect(finder(file.keys, 'person', '191212121212')(record)).toBe(true);
      expect(finder(file.keys, 'handlaggare', 'HL123456')(record)).toBe(true);
      expect(groundOf(record, file.keys)).toEqual(GROUND);
      expect(Math.abs(Date.parse(record.time) - Date.now())).toBeLessThan(60_000);
    });

    it('has a record of every kind of answer', async () => {
      await ask(question());
      await ask(question({ inkludera: [] }));
      await ask('no XML');
      await ask(question().replace('191212121212', '1912'));
      await ask(testa, { path: '/ssbtek/v10' });
      const shs = shsMessage('v1', question({ inkludera: ['AF'] }));
      await ask(shs.body, { path: '/shs', headers: { 'content-type': shs.contentType } });
      const answers = answersIn((await trail()).records).slice(-6);
      expect(answers.map(({ outcome, way, asked: typ, felkod }) => [outcome, way, typ, felkod])).toEqual([
        ['complete', 'soap', 'fraga', undefined],
        ['empty', 'soap', 'fraga', undefined],
        ['client_fault', 'soap', 'unread', '1001'],
        ['client_fault', 'soap', 'unread', '1001'],
        ['complete', 'soap', 'test', undefined],
        ['complete', 'shs', 'fraga', undefined],
      ]);
      expect(answers[4]).not.toHaveProperty('person');
    });

    it('has those that were turned away, and those that no composite came for', async () => {
      await mesh.control('so', { latencyMs: 700 });
      const many = await Promise.all(
        Array.from({ length: 3 * CAP }, () => ask(question({ inkludera: ['SO'] }))),
      );
      await mesh.control('so', {});
      expect(many.filter(({ status }) => status === 503)).toHaveLength(2 * CAP);
      await mesh.stopRole('aggregator');
      expect(readFault((await ask(question({ inkludera: ['AF'] }))).xml).felkod).toBe('1000');
      await mesh.startRole('aggregator');
      const answers = answersIn((await trail()).records).slice(-3 * CAP - 1);
      const outcomes = (outcome: string): number => answers.filter((one) => one.outcome === outcome).length;
      expect([outcomes('complete'), outcomes('rejected_overload'), outcomes('server_fault')]).toEqual([
        CAP,
        2 * CAP,
        1,
      ]);
      expect(answers.at(-1)).toMatchObject({ felkod: '1000', agencies: { af: 'unknown' } });
    });

    it('is whole, with as many answers as were given', async () => {
      const { findings, chains } = await trail();
      expect(findings).toEqual([]);
      expect(chains).toMatchObject([{ answers: asked, ending: 'running' }]);
      expect(await mesh.metrics()).toMatch(
        new RegExp(`ssbtek_audit_records_total\\{[^}]*result="written"[^}]*\\} ${asked}$`, 'm'),
      );
    });

    it('lets no answer leave that is not in it: fault 1002, with nothing of what the agencies said', async () => {
      const before = answersIn((await trail()).records).length;
      watched.broken = true;
      const called = await mesh.received('af');
      const { status, xml, durationMs } = await mesh.ask(question({ inkludera: ['AF'] }));
      expect(await mesh.received('af')).toBe(called + 1);
      expect([status, readFault(xml).felkod]).toEqual([500, '1002']);
      expect(xml).not.toMatch(/svarsdata|1212121212|Tolvansson/);
      expect(durationMs).toBeLessThan(2900);
      expect(readFault((await mesh.ask('no XML')).xml).felkod).toBe('1001');
      expect(await mesh.metrics()).toMatch(/ssbtek_audit_records_total\{[^}]*result="failed"[^}]*\} 1$/m);
      watched.broken = false;
      await vi.waitFor(() => expect(mesh.lacks('ingress')).toEqual([]));
      expect((await mesh.ask(question({ inkludera: ['AF'] }))).status).toBe(200);
      const { findings, records } = await trail();
      expect(findings).toEqual([]);
      const since = answersIn(records).slice(before);
      expect(since.map(({ outcome, felkod }) => [outcome, felkod])).toEqual([
        ['complete', undefined],
        ['server_fault', '1002'],
        ['client_fault', '1001'],
        ['complete', undefined],
      ]);
      expect(since[1]?.inquiryId).toBe(since[0]?.inquiryId);
    });

    it('closes the chain with its ingress, and opens another one', async () => {
      await mesh.restart('ingress');
      const { findings, chains } = await trail();
      expect(findings).toEqual([]);
      expect(chains.map(({ ending }) => ending)).toEqual(['closed', 'running']);
    });

    it('holds nothing personal, and tells nothing of the legal ground', async () => {
      const lines = linesOf(watched, await read());
      expect(lines.length).toBeGreaterThan(asked);
      const secrets = [
        '191212121212',
        '1212121212',
        '121212-1212',
        'HL123456',
        'AID12341234',
        'Kommun',
        'KORR',
      ];
      const all = [...secrets, 'Ekonomiskt', 'socialtj', '11 kap', 'Tolvansson'];
      const disguised = all.flatMap((text) =>
        (['utf8', 'base64', 'base64url', 'hex'] as const).map((as) =>
          Buffer.from(text).toString(as).replace(/=+$/, ''),
        ),
      );
      // Base64 of what stands in the middle of something looks different: what is sealed is looked at in the open too.
      const text = [
        ...lines,
        ...lines.map((line) =>
          Buffer.from(/"ground":"([^"]*)"/.exec(line)?.[1] ?? '', 'base64').toString('latin1'),
        ),
      ].join('\n');
      expect(disguised.filter((one) => text.includes(one))).toEqual([]);
    });
  });
}
