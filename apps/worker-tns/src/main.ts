import { tns } from '@ssbtek/bastjanst-tns';
import { run } from '@ssbtek/runtime';
import { workerRole } from '@ssbtek/shell-worker';

await run([workerRole(tns)]);
