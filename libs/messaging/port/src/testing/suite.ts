import { afterAll, beforeAll, describe } from 'vitest';
import type { BusHarness } from './harness';
import { assignmentCases } from './assignment-cases';
import { failureCases } from './failure-cases';
import { flowCases } from './flow-cases';
import { messageCases } from './message-cases';
import { topicCases } from './topic-cases';

/**
 * What every {@link MessageBus} must do (architecture 5): one suite for all implementations.
 * @param makeHarness called once; the topics of the mesh must exist on its broker
 */
export function messageBusSuite(name: string, makeHarness: () => Promise<BusHarness>): void {
  describe(`message bus: ${name}`, () => {
    let made: BusHarness | undefined;
    beforeAll(async () => {
      made = await makeHarness();
    });
    afterAll(() => made?.close());
    const harness = (): BusHarness => {
      if (!made) throw new Error('the harness is not made yet');
      return made;
    };
    messageCases(harness);
    flowCases(harness);
    assignmentCases(harness);
    failureCases(harness);
    topicCases(harness);
  });
}
