import { describe, expect, it } from 'vitest';
import type { AgencyTest, Bastjanst } from '../bastjanst';
import type { AgencyResponse } from '../exchange';
import { simulate, type SimulationSettings } from '../simulate';
import { brokenAnswers } from './break';
import { arrived, exampleContext, textIn } from './example';
import { isJsonError } from './run';

/** An agency's test operation: asks about nobody, and only an answer of the agency counts as one (sources.md 1.7). */
export function testConforms(bastjanst: Bastjanst, test: AgencyTest): void {
  const { descriptor, protocols } = bastjanst;
  const context = exampleContext(Object.fromEntries(descriptor.settings.map((s) => [s.key, s.default])));
  const protocol = protocols.find((p) => p.urlVariable === test.urlVariable);
  const respond = (more: Partial<SimulationSettings> = {}): AgencyResponse =>
    simulate(bastjanst, arrived(test.toRequest(context), protocol?.simulatorPath), { ...context, ...more })
      .response;

  describe(`${descriptor.namn}: the test operation (sources.md 1.7)`, () => {
    it('is called at the address of a protocol', () => {
      expect(protocol).toBeDefined();
    });

    it('is asked about nobody: no body, no number of a person', () => {
      const request = test.toRequest(context);
      expect(request.method).toBe('GET');
      expect(request.body).toHaveLength(0);
      expect(request.path + JSON.stringify(request.headers)).not.toMatch(/(?:\d{2})?\d{6}[-+]?\d{4}/);
      const seen = arrived(request, protocol?.simulatorPath);
      expect(bastjanst.simulator.personOf(seen)).toBeUndefined();
    });

    it('has answered when the agency answers', () => {
      expect(test.toOutcome(respond())).toEqual({ type: 'data', data: { form: 'test', anropad: true } });
      expect(textIn(respond())).not.toMatch(/\d{10}/);
    });

    it.each(brokenAnswers(respond()).filter(([, { status }]) => !isJsonError(status)))(
      'has not answered with %s',
      (_, response) => {
        expect(test.toOutcome(response)).toMatchObject({ type: 'failure' });
      },
    );

    it.each([
      [403, 'agency-fault'],
      [404, 'agency-fault'],
      [500, 'agency-fault'],
      [302, 'http-status'],
    ])('fails by the same rules as a question: status %i is %s', (status, kind) => {
      expect(test.toOutcome({ ...respond(), status })).toMatchObject({ type: 'failure', failure: { kind } });
    });

    it.each(
      descriptor.koder.filter(
        (k) => k.becomes === 'error' && (k.protokoll ?? protocol?.name) === protocol?.name,
      ),
    )('the simulated agency refuses it with $kod when told to', ({ kod }) => {
      expect(test.toOutcome(respond({ kod }))).toMatchObject({
        failure: { kind: 'agency-fault', felkod: kod },
      });
    });
  });
}
