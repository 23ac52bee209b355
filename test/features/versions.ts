import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAnswer } from '../support/answer';
import { example } from '../support/examples';
import type { Mesh } from '../support/mesh';
import { assertValid } from '../support/schema';
import { bareOf, sendShs, shsMessage } from '../support/shs';
import { withDecoded, type MeshFactory } from './main-path';

const PERSON = '191212121212';
const OTHER = '190001019801';

const PARTS = [
  'foretagsinformation',
  'individuppgifter',
  'skattekonto',
  'skatteuppgifter',
  'beskattningsbilagor',
];

/** Several contract versions and ways in are in use at the same time (sources.md 1.8). */
export function versions(start: MeshFactory): void {
  describe('versions side by side', () => {
    let mesh: Mesh;
    beforeAll(async () => {
      mesh = await start();
    });
    afterAll(() => mesh.stop());

    it('gives right answers in four forms to the same person asked at the same time', async () => {
      const soap = ['v1', 'v10', 'v11'].map((v) => mesh.ask(example(v), { path: `/ssbtek/${v}` }));
      const shs = sendShs(mesh.url, shsMessage('v10', bareOf(example('v10'))));
      const answers = await Promise.all(soap);
      for (const { status, xml } of answers) {
        expect(status).toBe(200);
        assertValid(xml);
        expect(withDecoded(xml)).toContain(PERSON);
      }
      const [v1, v10] = answers.slice(0, 2).map(({ xml }) => readAnswer(xml));
      expect(v1?.svar['FK']).toMatchObject({
        type: 'data',
        xml: expect.not.stringContaining('lefiJsonSvar') as string,
      });
      expect(v10?.svar['FK']).toMatchObject({
        type: 'data',
        xml: expect.stringContaining('lefiJsonSvar') as string,
      });
      expect(answers[2]?.xml).toContain('http://schema.forsakringskassan.se/integration/ssbt/11');
      expect(Buffer.from((await shs).bytes).toString('utf8')).toContain('hamtaBastjanstInformationResponse');
    });

    it('keeps two persons apart over all versions at the same moment', async () => {
      const asked = ['v1', 'v10', 'v11', 'v1', 'v10', 'v11'].map((version, i) => ({
        version,
        person: i < 3 ? PERSON : OTHER,
      }));
      const answers = await Promise.all(
        asked.map(({ version, person }) =>
          mesh.ask(example(version, person), { path: `/ssbtek/${version}` }),
        ),
      );
      answers.forEach(({ xml }, i) => {
        const mine = asked[i]?.person ?? '';
        expect(withDecoded(xml)).toContain(mine);
        expect(withDecoded(xml)).not.toContain(mine === PERSON ? OTHER : PERSON);
      });
    });

    it('answers SKV in parts in v11, each part asked for as data or error (sources.md 1.4)', async () => {
      const { xml } = await mesh.ask(example('v11'), { path: '/ssbtek/v11' });
      const skv = /<(\w+):SKV>([\s\S]*?)<\/\1:SKV>/.exec(xml)?.[2] ?? '';
      const asked = PARTS.filter((part) => new RegExp(`<${part}>(true|1)<`).test(example('v11')));
      expect(asked.length).toBeGreaterThan(1);
      for (const part of asked) expect(skv).toMatch(new RegExp(`<(\\w+):${part}><\\1:(data|error)>`));
    });

    const OWN_MISTAKES: ReadonlyArray<readonly [title: string, element: string, from: RegExp, to: string]> = [
      ['an empty version', 'FK', /(?<=<version>)[^<]*/, ''],
      ['a version that is no part of a path', 'FK', /(?<=<version>)[^<]*/, 'v9/../v8'],
      ['an empty aktorsid', 'FK', /(?<=<aktorsid>)[^<]*/, ''],
      ['a period in year 12026', 'CSN', /(?<=<CSN[^]*?<fromDatum>)/, '1'],
    ];
    it.each(OWN_MISTAKES)(
      'with %s, %s has an error of its own and the others answer (sources.md 2.3, ADR 30)',
      async (_title, element, from, to) => {
        const asked = example('v10').replace(from, to);
        expect(asked).not.toBe(example('v10'));
        const { status, xml } = await mesh.ask(asked, { path: '/ssbtek/v10' });
        expect(status).toBe(200);
        const { svar } = readAnswer(xml);
        expect(Object.keys(svar)).toHaveLength(7);
        for (const [name, { type }] of Object.entries(svar))
          expect([name, type]).toEqual([name, name === element ? 'error' : 'data']);
        expect(svar[element]).toMatchObject({ kalla: 'SSBT', felkod: '2001' });
      },
    );

    it('tells which agencies have a test operation without naming anybody (sources.md 1.7)', async () => {
      const { status, xml } = await mesh.ask(
        readFileSync(new URL('../../docs/examples/v10-testa.xml', import.meta.url), 'utf8'),
        { path: '/ssbtek/v10' },
      );
      expect(status).toBe(200);
      expect(xml).toMatch(/<(\w+):FK><\1:anropad>true<\/\1:anropad><\/\1:FK>/);
      expect(xml).not.toContain('anropad>false');
    });
  });
}
