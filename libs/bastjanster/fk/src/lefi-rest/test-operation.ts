import { JSON_CONTENT_TYPE, readJsonAnswer, testAnswered, type AgencyTest } from '@ssbtek/bastjanst-kit';
import { typerPath } from './paths';
import { lefiRest } from './protocol';

/**
 * What FK is asked when a caller tests the way to it (sources.md 1.7): the list of what an actor may ask about. It
 * names no person, so nothing about anybody is sent. That this is FK's test operation is a guess of sources.md 2.3.
 */
export const lefiTest: AgencyTest = {
  urlVariable: lefiRest.urlVariable,
  toRequest: ({ settings }) => {
    const aktorsid = settings['TEST_AKTORSID'];
    if (aktorsid === undefined) throw new Error('the setting TEST_AKTORSID is missing');
    return {
      method: 'GET',
      path: typerPath(aktorsid),
      headers: { accept: JSON_CONTENT_TYPE },
      body: new Uint8Array(),
    };
  },
  toOutcome: (response) => {
    const answer = readJsonAnswer(response);
    return answer.kind === 'failure' ? answer.outcome : testAnswered();
  },
};
