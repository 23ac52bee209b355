import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { canonical } from '@ssbtek/xml/testing';
import { readAnswer } from '../support/answer';
import { SIMULATED_NOW, type Mesh, type MeshOptions } from '../support/mesh';
import { ELEMENTS, question } from '../support/question';
import { assertValid } from '../support/schema';

/** Starts a mesh for one scenario file. */
export type MeshFactory = (options?: MeshOptions) => Promise<Mesh>;

const SEED_EXAMPLE = new URL('../../libs/contract-versions/v1/fixtures/fraga-bilaga-b.xml', import.meta.url);

/** One question in, the agencies asked, one composite answer out. */
export function mainPath(start: MeshFactory): void {
  describe('main path', () => {
    let mesh: Mesh;
    let now = SIMULATED_NOW;
    beforeAll(async () => {
      mesh = await start({ now: () => now });
    });
    afterAll(() => mesh.stop());

    it("answers the seed's example question with AF, CSN, FK, SKV and SO (seed appendix b)", async () => {
      // The day on which its periods keep to the limits of AF and CSN (sources.md 2.1, 2.2).
      now = new Date('2014-01-31T11:00:00Z');
      const { status, headers, xml } = await mesh.ask(readFileSync(SEED_EXAMPLE));
      now = SIMULATED_NOW;
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('text/xml; charset=utf-8');
      const { svar } = readAnswer(xml);
      expect(Object.keys(svar)).toEqual(['AF', 'CSN', 'FK', 'SKV', 'SO']);
      for (const one of Object.values(svar)) expect(one.type).toBe('data');
      assertValid(xml);
    });

    it('answers with seven agencies in the order of the contract, each about the right person', async () => {
      const { xml } = await mesh.ask(question());
      const { svar } = readAnswer(xml);
      expect(Object.keys(svar)).toEqual([...ELEMENTS]);
      expect(Object.values(svar).map(({ type }) => type)).toEqual(ELEMENTS.map(() => 'data'));
      assertValid(xml);
    });

    it('answers in the namespace asked in (sources.md 5 #1)', async () => {
      const namespace = 'http://schema.forsakringskassan.se/integration/SSBTEK/1';
      const { xml } = await mesh.ask(question({ namespace }));
      expect(readAnswer(xml).root.uri).toBe(namespace);
      assertValid(xml);
    });

    it.each([
      ['both given', 'KORR-7', '2026-01-02T03:04:05.678+01:00'],
      ['neither given', null, null],
    ])(
      'echoes korrelationsid and frageTidpunkt and never invents them: %s (sources.md 1.5)',
      async (_, korrelationsid, frageTidpunkt) => {
        const { root } = readAnswer((await mesh.ask(question({ korrelationsid, frageTidpunkt }))).xml);
        const text = (name: string): string | null =>
          root.children.find((c) => c.local === name)?.text ?? null;
        expect([text('korrelationsid'), text('frageTidpunkt')]).toEqual([korrelationsid, frageTidpunkt]);
      },
    );

    it('returns the question as it was asked when wanted (seed 5)', async () => {
      const asked = question({ fraganSkallInkluderasISvaret: true, inkludera: ['AF'] });
      const { xml } = await mesh.ask(asked);
      assertValid(xml);
      const fraga = /<(\w+:)?fraga[ >][\s\S]*?<\/(\w+:)?fraga>/.exec(xml)?.[0] ?? '';
      expect(fraga).toContain('KORR-1');
      expect(fraga.replace(/\s+/g, ' ')).toContain('Beslut om eller kontroll');
      expect((await mesh.ask(question({ inkludera: ['AF'] }))).xml).not.toContain('<fraga');
    });

    it.each(ELEMENTS)('asks %s alone and nobody else', async (element) => {
      const before = await Promise.all(BASTJANSTER.map(({ descriptor }) => mesh.received(descriptor.kod)));
      const { svar } = readAnswer((await mesh.ask(question({ inkludera: [element] }))).xml);
      expect(Object.keys(svar)).toEqual([element]);
      const after = await Promise.all(BASTJANSTER.map(({ descriptor }) => mesh.received(descriptor.kod)));
      const calls = after.map((count, i) => count - (before[i] ?? 0));
      expect(calls).toEqual(BASTJANSTER.map(({ descriptor }) => (descriptor.element === element ? 1 : 0)));
    });

    it('answers with empty svarsdata when nobody is asked (architecture 11)', async () => {
      const { status, xml } = await mesh.ask(question({ inkludera: [] }));
      expect(status).toBe(200);
      expect(readAnswer(xml).svar).toEqual({});
      assertValid(xml);
    });

    it('keeps apart two questions with the same korrelationsid at the same moment', async () => {
      const people = ['191212121212', '190001019801'];
      const rounds = Array.from({ length: 20 }, (_, i) => people[i % 2] ?? '');
      const answers = await Promise.all(
        rounds.map((personidentitet) => mesh.ask(question({ personidentitet, korrelationsid: 'SAME' }))),
      );
      answers.forEach(({ xml }, i) => {
        const mine = rounds[i] ?? '';
        const other = people.find((p) => p !== mine) ?? '';
        const texts = withDecoded(xml);
        expect(texts).toContain(mine);
        expect(texts).not.toContain(other);
      });
    });

    it('delivers agency data canonically equal to what the agency sent', async () => {
      const { svar } = readAnswer((await mesh.ask(question())).xml);
      for (const one of Object.values(svar)) {
        if (one.type !== 'data') throw new Error('data expected');
        expect(() => canonical(wellFormed(one.xml))).not.toThrow();
      }
    });
  });
}

/** The answer with every base64 document in it decoded: what a reader of the answer sees. */
export function withDecoded(xml: string): string {
  return xml.replace(
    />([A-Za-z0-9+/=\s]{200,})</g,
    (_, base64: string) => `>${Buffer.from(base64, 'base64').toString('utf8')}<`,
  );
}

/** A `data` element on its own: the prefix it is written with is declared further out. */
const wellFormed = (xml: string): string => {
  const prefix = /^<(\w+):/.exec(xml)?.[1];
  return prefix && !xml.includes(`xmlns:${prefix}=`)
    ? xml.replace(/^<(\w+):(\w+)/, `<$1:$2 xmlns:${prefix}="urn:x"`)
    : xml;
};
