import { describe, expect, it } from 'vitest';
import { brokenAnswers, brokenJsonAnswers, brokenSoapAnswers } from './break';
import { meaning, sameXml, sentData, typeNamespaces, wrapped, type DataPlace } from './compare';
import { DRESSES, dressed } from './dress';
import { expectBroken, isJsonError, numberOf, type Run } from './run';

/** No broken answer is taken for data, and none makes the agency throw. */
export function survives(run: Run): void {
  const { one } = run;
  const isMeaningful = one.meaningfulStatus ?? (one.json ? isJsonError : () => false);
  const inquiry = run.inquiry(numberOf('well'));
  const good = run.respond(inquiry);
  const broken = [
    ...brokenAnswers(good),
    ...(one.soap ? brokenSoapAnswers(good, one.soap.uri, one.soap.local) : []),
    ...(one.json ? brokenJsonAnswers(good) : []),
  ].filter(([, { status }]) => status === 200 || !isMeaningful(status));

  describe('is not deceived by', () => {
    it.each(broken)('%s', (_, response) => {
      expectBroken(run.outcome(response, inquiry), run, inquiry);
    });
  });
}

/** However an agency's tools write XML, the same data is found and delivered untouched. */
export function readsAnyDress(run: Run, place: DataPlace): void {
  describe('reads the same answer written with', () => {
    it.each(DRESSES.map((d) => [d.name, d] as const))('%s', (_, dress) => {
      const inquiry = run.inquiry(numberOf('well'));
      const plain = run.respond(inquiry);
      const response = dressed(plain, dress);
      const outcome = run.outcome(response, inquiry);
      if (outcome.type !== 'data') return expect.fail(`no data: ${JSON.stringify(outcome.failure)}`);
      const delivered = wrapped(outcome.data);
      expect(sameXml(delivered)).toBe(sameXml(sentData(response, place)));
      expect(meaning(delivered)).toEqual(meaning(sentData(plain, place)));
      if (dress.types) {
        expect(typeNamespaces(delivered).length).toBeGreaterThan(0);
        expect(new Set(typeNamespaces(delivered))).toEqual(new Set(['http://www.w3.org/2001/XMLSchema']));
      }
    });
  });
}
