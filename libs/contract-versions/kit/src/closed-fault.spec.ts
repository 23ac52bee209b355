import { FAULT } from '@ssbtek/contract';
import { describe, expect, it } from 'vitest';
import { closedFault } from './closed-fault';

describe('the fault of a closed version', () => {
  it.each([
    [['v10', 'v11'], 'version v1 är stängd; öppna är /ssbtek/v10, /ssbtek/v11'],
    [['v1', 'v11'], 'version v1 är stängd; öppna är /ssbtek/v11'],
    [[], 'version v1 är stängd; ingen version är öppen'],
  ])('names the open ones: %j', (open, hint) => {
    const fault = closedFault(
      { name: 'v1' },
      open.map((name) => ({ name })),
    );
    expect(fault).toEqual({ fel: FAULT.invalid, hint });
  });
});
