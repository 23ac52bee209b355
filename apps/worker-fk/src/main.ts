import { fk } from '@ssbtek/bastjanst-fk';
import { run } from '@ssbtek/runtime';
import { workerRole } from '@ssbtek/shell-worker';

await run([workerRole(fk)]);
