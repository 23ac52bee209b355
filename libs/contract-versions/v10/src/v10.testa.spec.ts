import { describeTesta } from '@ssbtek/contract-version/testing';
import { expect, it } from 'vitest';
import { bench, TESTA } from './testing/bench';
import { v10 } from './v10';

describeTesta(bench);

it('the worked example is a test question', () => {
  expect(v10.readQuestion(new TextEncoder().encode(TESTA))).toEqual({
    typ: 'test',
    namespace: bench.namespace,
  });
});
