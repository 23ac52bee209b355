import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PERSONAS, forKod, type Persona } from '@ssbtek/bastjanst-kit';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { readAnswer, type Svar } from '../support/answer';
import type { Mesh } from '../support/mesh';
import { question } from '../support/question';
import { assertValid } from '../support/schema';
import type { MeshFactory } from './main-path';

/** Every fictive person gets the answer that the persona promises. */
export function personas(start: MeshFactory): void {
  describe('personas', () => {
    let mesh: Mesh;
    beforeAll(async () => {
      mesh = await start({ env: { SSBTEK_BREAKER_MIN_CALLS: '1000' } });
    });
    afterAll(() => mesh.stop());

    it.each(PERSONAS.map((persona) => [persona.name, persona] as const))('%s', async (_, persona) => {
      const { status, xml } = await mesh.ask(question({ personidentitet: persona.personidentitet }));
      expect(status).toBe(200);
      assertValid(xml);
      const { svar } = readAnswer(xml);
      const seen = BASTJANSTER.map(
        ({ descriptor }) => `${descriptor.element} ${wordFor(svar[descriptor.element])}`,
      );
      const wanted = BASTJANSTER.map(
        ({ descriptor }) => `${descriptor.element} ${expected(persona, descriptor)}`,
      );
      expect(seen).toEqual(wanted);
    });
  });
}

const wordFor = (svar: Svar | undefined): string =>
  svar?.type === 'error' ? `${svar.kalla} ${svar.felkod}` : (svar?.type ?? 'missing');

function expected(persona: Persona, { kod, koder }: (typeof BASTJANSTER)[number]['descriptor']): string {
  if (forKod(persona.delayMs, kod) === Number.POSITIVE_INFINITY) return 'SSBTEK 2000';
  if (forKod(persona.faults, kod)) return 'SSBTEK 2001';
  const own = forKod(persona.koder, kod);
  const known = koder.find((k) => k.kod === own);
  return known?.becomes === 'error' ? `BT ${own ?? ''}` : 'data';
}
