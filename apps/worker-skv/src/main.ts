import { skv } from '@ssbtek/bastjanst-skv';
import { run } from '@ssbtek/runtime';
import { workerRole } from '@ssbtek/shell-worker';

await run([workerRole(skv)]);
