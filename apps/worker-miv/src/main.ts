import { miv } from '@ssbtek/bastjanst-miv';
import { run } from '@ssbtek/runtime';
import { workerRole } from '@ssbtek/shell-worker';

await run([workerRole(miv)]);
