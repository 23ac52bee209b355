import { describeTesta } from '@ssbtek/contract-version/testing';
import { bench, TESTA } from './testing/bench';

describeTesta(bench, TESTA);
