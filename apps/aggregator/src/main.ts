import { run } from '@ssbtek/runtime';
import { aggregatorRole } from '@ssbtek/shell-aggregator';

await run([aggregatorRole()]);
