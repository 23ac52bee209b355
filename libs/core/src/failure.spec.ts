import { describe, expect, it } from 'vitest';
import { countsAgainstBreaker, felOf, type Failure } from './failure';

const TIMEOUT = 'Sessionstid har tagit slut. Timeout vid anrop mot Bastjänst.';
const TECHNICAL = 'Tekniskt fel vid anrop mot, eller svar från, Bastjänst';

describe('what a failure becomes (seed 7.2, 7.3.1, architecture 8 and 11)', () => {
  const rows: ReadonlyArray<readonly [Failure, string, string, string, boolean]> = [
    [{ kind: 'timeout' }, 'SSBTEK', '2000', TIMEOUT, true],
    [{ kind: 'busy' }, 'SSBTEK', '2000', TIMEOUT, false],
    [{ kind: 'breaker-open' }, 'SSBTEK', '2001', TECHNICAL, false],
    [{ kind: 'maintenance' }, 'SSBTEK', '2001', TECHNICAL, false],
    [{ kind: 'connection', reason: 'refused' }, 'SSBTEK', '2001', TECHNICAL, true],
    [{ kind: 'malformed', reason: 'not-well-formed' }, 'SSBTEK', '2001', TECHNICAL, true],
    [{ kind: 'mapping', reason: 'x' }, 'SSBTEK', '2001', TECHNICAL, false],
    [{ kind: 'overload' }, 'SSBTEK', '2001', TECHNICAL, false],
    [{ kind: 'undeliverable', reason: 'too-large' }, 'SSBTEK', '2001', TECHNICAL, false],
    [{ kind: 'http-status', status: 302 }, 'SSBTEK', '2001', TECHNICAL, true],
    [{ kind: 'http-status', status: 404 }, 'SSBTEK', '2001', TECHNICAL, false],
    [{ kind: 'http-status', status: 503 }, 'SSBTEK', '2001', TECHNICAL, true],
    [
      { kind: 'agency-fault', felkod: '500', felmeddelanden: ['Nere'], unhealthy: true },
      'BT',
      '500',
      'Nere',
      true,
    ],
    [{ kind: 'agency-fault', felkod: '303', felmeddelanden: ['Perioden'] }, 'BT', '303', 'Perioden', false],
  ];
  it.each(rows)('%j', (failure, kalla, felkod, text, counts) => {
    expect(felOf(failure)).toEqual({ kalla, felkod, felmeddelanden: [text] });
    expect(countsAgainstBreaker(failure)).toBe(counts);
  });
  it('keeps every text of the agency, in order', () => {
    expect(felOf({ kind: 'agency-fault', felkod: '99', felmeddelanden: ['a', 'b'] }).felmeddelanden).toEqual([
      'a',
      'b',
    ]);
  });
});
