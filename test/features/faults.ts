import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { readAnswer } from '../support/answer';
import { example } from '../support/examples';
import type { Mesh } from '../support/mesh';
import { ELEMENTS, question } from '../support/question';
import { assertValid } from '../support/schema';
import type { MeshFactory } from './main-path';

const FAULTS = [
  'garbage',
  'empty',
  'half',
  'html',
  'redirect',
  'status-503',
  'reset',
  'huge',
  'gzip-bomb',
] as const;
const KODER = BASTJANSTER.map(({ descriptor }) => descriptor.kod);

/** An agency that misbehaves costs its own element and nothing else (faults.md 1 to 6). */
export function agencyFaults(start: MeshFactory): void {
  describe('an agency that misbehaves', () => {
    let mesh: Mesh;
    beforeAll(async () => {
      mesh = await start({ env: { SSBTEK_BREAKER_MIN_CALLS: '1000' } });
    });
    afterEach(() => Promise.all(KODER.map((kod) => mesh.control(kod, {}))));
    afterAll(() => mesh.stop());

    const others = (element: string): readonly string[] => ELEMENTS.filter((e) => e !== element);

    it.each(FAULTS)('%s gives 2001 for that agency alone', async (fault) => {
      for (const { descriptor } of BASTJANSTER) {
        await mesh.control(descriptor.kod, { fault });
        const { xml, status } = await mesh.ask(question());
        await mesh.control(descriptor.kod, {});
        expect(status).toBe(200);
        assertValid(xml);
        const { svar } = readAnswer(xml);
        // SKV's rule gives the status 500 and its kin a meaning of their own; none of these faults has one.
        expect(svar[descriptor.element]).toMatchObject({ type: 'error', kalla: 'SSBTEK', felkod: '2001' });
        for (const element of others(descriptor.element)) expect(svar[element]?.type).toBe('data');
      }
    });

    it('an answer about somebody else gives 2001, never data, and is counted', async () => {
      // Simulated answers of SO and TNS do not say whom they are about.
      for (const { descriptor } of BASTJANSTER.filter((b) => !['so', 'tns'].includes(b.descriptor.kod))) {
        await mesh.control(descriptor.kod, { otherPerson: true });
        const { svar } = readAnswer((await mesh.ask(question())).xml);
        await mesh.control(descriptor.kod, {});
        expect(svar[descriptor.element]).toMatchObject({ type: 'error', kalla: 'SSBTEK', felkod: '2001' });
        for (const element of others(descriptor.element)) expect(svar[element]?.type).toBe('data');
        expect(await mesh.metrics()).toMatch(
          new RegExp(`^ssbtek_identity_mismatches_total\\{agency="${descriptor.kod}"\\} 1$`, 'm'),
        );
      }
    });

    it.each(['drip', 'hang'] as const)('%s gives 2000 when its time is up', async (fault) => {
      await mesh.control('so', fault === 'hang' ? { latencyMs: -1 } : { fault });
      const { svar } = readAnswer((await mesh.ask(question())).xml);
      expect(svar['SO']).toMatchObject({ type: 'error', kalla: 'SSBTEK', felkod: '2000' });
      for (const element of others('SO')) expect(svar[element]?.type).toBe('data');
    });

    it('slow but within its time is complete', async () => {
      await mesh.control('tns', { latencyMs: 1500 });
      const { svar } = readAnswer((await mesh.ask(question())).xml);
      expect(Object.values(svar).every(({ type }) => type === 'data')).toBe(true);
    });

    it('all seven down is an answer with seven errors, not a fault', async () => {
      await Promise.all(KODER.map((kod) => mesh.control(kod, { fault: 'reset' })));
      const { status, xml } = await mesh.ask(question());
      expect(status).toBe(200);
      expect(Object.values(readAnswer(xml).svar).map((s) => s.type === 'error' && s.felkod)).toEqual(
        ELEMENTS.map(() => '2001'),
      );
    });

    it('leaves nothing behind: joins and calls in flight are back to 0', async () => {
      await mesh.ask(question());
      const metrics = await mesh.metrics();
      for (const name of ['ssbtek_joins_open', 'ssbtek_inquiries_in_flight'])
        expect(new RegExp(`^${name}(\\{[^}]*\\})? 0$`, 'm').test(metrics)).toBe(true);
      expect(/^ssbtek_agency_requests_in_flight\{[^}]*\} [1-9]/m.test(metrics)).toBe(false);
    });
  });
}

/** The breaker of one agency, seen by the caller (architecture 8 and 11). */
export function breakers(start: MeshFactory): void {
  describe('the breaker of an agency', () => {
    let mesh: Mesh;
    beforeAll(async () => {
      mesh = await start({
        env: {
          SSBTEK_BREAKER_MIN_CALLS: '4',
          SSBTEK_BREAKER_RESET_MS: '700',
          SSBTEK_BREAKER_WINDOW_MS: '5000',
          SSBTEK_AGENCY_SO_TIMEOUT_MS: '600',
          SSBTEK_CONNECT_TIMEOUT_MS: '300',
          // Nobody listens there.
          SSBTEK_AGENCY_FK_URL: 'http://127.0.0.1:1',
          SSBTEK_AGENCY_SKV_REST_URL: 'http://127.0.0.1:1',
        },
      });
    });
    afterAll(() => mesh.stop());

    const ask = async (element: string): Promise<string> => {
      const svar = readAnswer((await mesh.ask(question({ inkludera: [element] }))).xml).svar[element];
      return svar?.type === 'error' ? `${svar.kalla} ${svar.felkod}` : (svar?.type ?? '');
    };

    it('opens for a hanging agency: 2000 when time is up, then 2001 without a call, and a probe closes it again', async () => {
      await mesh.control('so', { latencyMs: -1 });
      expect(await Promise.all([ask('SO'), ask('SO'), ask('SO'), ask('SO')])).toEqual(
        Array.from({ length: 4 }, () => 'SSBTEK 2000'),
      );
      const called = await mesh.received('so');
      expect(await ask('SO')).toBe('SSBTEK 2001');
      expect(await mesh.received('so')).toBe(called);
      expect(await mesh.metrics()).toMatch(
        /^ssbtek_breaker_state\{agency="so",protocol="soap",state="open"[^}]*\} 1$/m,
      );
      await mesh.control('so', {});
      await expect.poll(() => ask('SO'), { timeout: 60_000, interval: 100 }).toBe('data');
      expect(await Promise.all([ask('SO'), ask('SO')])).toEqual(['data', 'data']);
    });

    it('is one per service: what LEFI REST and SKV in parts do is nothing to LEFI Online and SKV over SOAP', async () => {
      const asked = async (version: 'v1' | 'v10' | 'v11'): Promise<string> => {
        const body = version === 'v1' ? question({ inkludera: ['FK', 'SKV'] }) : example(version);
        return (await mesh.ask(body, { path: `/ssbtek/${version}` })).xml;
      };
      for (let i = 0; i < 6; i++)
        for (const version of ['v10', 'v1', 'v11', 'v1'] as const) {
          const xml = await asked(version);
          if (version !== 'v1') expect(xml).toContain('felkod>2001<');
          else for (const svar of Object.values(readAnswer(xml).svar)) expect(svar.type).toBe('data');
        }
      const metrics = await mesh.metrics();
      const open =
        /^ssbtek_breaker_transitions_total\{agency="(fk|skv)",protocol="([\w-]+)",state="open"\} [1-9]/gm;
      expect([...metrics.matchAll(open)].map(([, ...names]) => names.join(' ')).sort()).toEqual([
        'fk lefi-rest',
        'skv beskattning',
      ]);
      // Each part of SKV's answer is a call that failed, though the question as a whole has data.
      expect(metrics).toMatch(
        /^ssbtek_agency_calls_total\{agency="skv",protocol="beskattning",result="connection"\} [1-9]/m,
      );
      expect(metrics).toMatch(
        /^ssbtek_agency_calls_total\{agency="skv",protocol="soap",result="data"\} 18$/m,
      );
    });

    it('stays closed however often an agency answers with a code of its own', async () => {
      await mesh.control('af', { kod: '303' });
      for (let i = 0; i < 12; i++) expect(await ask('AF')).toBe('BT 303');
      await mesh.control('af', {});
      expect(await ask('AF')).toBe('data');
    });
  });
}
