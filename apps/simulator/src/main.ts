import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { run } from '@ssbtek/runtime';
import { simulatorRole } from '@ssbtek/shell-simulator';

await run([simulatorRole(BASTJANSTER)]);
