import { describe, expect, it } from 'vitest';
import { FAULTS } from '../faults/faults';
import { shownFaults } from '../../tools/render/faults/page';

describe('faults', () => {
  it('are shown by the tests that they name', () => {
    const unshown = shownFaults().flatMap(({ fault, unshown }) =>
      unshown.map((test) => `${fault.id}: ${test}`),
    );
    expect(unshown).toEqual([]);
  });

  it('have a test each, or say what is missing', () => {
    for (const { id, tests, missing } of FAULTS)
      expect(tests.length > 0 || missing, `fault ${id}`).toBeTruthy();
    expect(FAULTS.map(({ id }) => id)).toEqual(FAULTS.map((_, i) => i + 1));
  });

  it('are missed when a test has another name', () => {
    const [shown] = shownFaults([
      { id: 1, fault: 'f', sees: 's', tests: [/no test is called like this one/] },
    ]);
    expect(shown?.unshown).toHaveLength(1);
  });
});
