import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { run } from '@ssbtek/runtime';
import { workersTogether } from '@ssbtek/shell-worker';

await run(workersTogether(BASTJANSTER, process.env), { name: 'workers', part: true });
