import { so } from '@ssbtek/bastjanst-so';
import { run } from '@ssbtek/runtime';
import { workerRole } from '@ssbtek/shell-worker';

await run([workerRole(so)]);
