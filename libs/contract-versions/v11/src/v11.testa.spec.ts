import { describeTesta } from '@ssbtek/contract-version/testing';
import { bench } from './testing/bench';

describeTesta(bench);
