import { af } from '@ssbtek/bastjanst-af';
import { run } from '@ssbtek/runtime';
import { workerRole } from '@ssbtek/shell-worker';

await run([workerRole(af)]);
