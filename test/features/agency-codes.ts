import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { readAnswer } from '../support/answer';
import type { Mesh } from '../support/mesh';
import { question } from '../support/question';
import { assertValid } from '../support/schema';
import type { MeshFactory } from './main-path';

/** Every code that the contract lists for an agency, through the whole mesh (seed 7.3.2, 7.3.3). */
export function agencyCodes(start: MeshFactory): void {
  describe('codes of the agencies', () => {
    let mesh: Mesh;
    beforeAll(async () => {
      mesh = await start();
    });
    afterAll(() => mesh.stop());

    for (const { descriptor, protocols } of BASTJANSTER) {
      const { kod: agency, element } = descriptor;
      // Codes of a protocol that only later contract versions speak are asked for there.
      const first = protocols[0]?.name;
      const codes = descriptor.koder.filter(
        ({ protokoll }) => protokoll === undefined || protokoll === first,
      );
      describe(element, () => {
        afterEach(() => mesh.control(agency, {}));

        it.each(codes.map(({ kod, becomes, text }) => [kod, becomes, text] as const))(
          '%s becomes %s',
          async (kod, becomes, text) => {
            await mesh.control(agency, { kod });
            const { xml, status } = await mesh.ask(question({ inkludera: [element] }));
            expect(status).toBe(200);
            assertValid(xml);
            const svar = readAnswer(xml).svar[element];
            if (becomes === 'data') expect(svar?.type).toBe('data');
            else {
              expect(svar).toMatchObject({ type: 'error', kalla: 'BT', felkod: kod });
              expect(svar?.type === 'error' && svar.felmeddelanden.join(' ')).toContain(text.slice(0, 20));
            }
          },
        );
      });

      for (const { name } of protocols.slice(1)) {
        const version = LATER[name] ?? '';
        const later = descriptor.koder.filter(({ protokoll }) => protokoll === name);
        describe(`${element} over ${name}, asked in ${version}`, () => {
          afterEach(() => mesh.control(agency, {}));

          it.each(later.map(({ kod, becomes }) => [kod, becomes] as const))(
            '%s becomes %s',
            async (kod, becomes) => {
              await mesh.control(agency, { kod });
              const { xml, status } = await mesh.ask(example(version), { path: `/ssbtek/${version}` });
              expect(status).toBe(200);
              assertValid(xml);
              const own = new RegExp(`<(\\w+):${element}>([\\s\\S]*)</\\1:${element}>`).exec(xml)?.[2] ?? '';
              if (becomes === 'data') expect(own).not.toContain(':error>');
              else
                expect(own).toMatch(
                  new RegExp(`<(\\w+):kalla>BT</\\1:kalla><\\1:felkod>${kod}</\\1:felkod>`),
                );
            },
          );
        });
      }
    }
  });
}

/** The contract version in which a protocol is first spoken. */
const LATER: Readonly<Record<string, string>> = { 'lefi-rest': 'v10', beskattning: 'v11' };

const example = (version: string): string =>
  readFileSync(new URL(`../../docs/examples/${version}-fraga.xml`, import.meta.url), 'utf8');
