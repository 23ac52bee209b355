import { describeLefi } from '@ssbtek/contract-version/testing';
import { bench } from './testing/bench';

describeLefi(bench);
