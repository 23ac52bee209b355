import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { run } from '@ssbtek/runtime';
import { portalRole } from '@ssbtek/shell-portal';

await run([portalRole(CONTRACT_VERSIONS, BASTJANSTER)]);
