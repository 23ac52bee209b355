import { csn } from '@ssbtek/bastjanst-csn';
import { run } from '@ssbtek/runtime';
import { workerRole } from '@ssbtek/shell-worker';

await run([workerRole(csn)]);
