import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { run } from '@ssbtek/runtime';
import { probeRole } from '@ssbtek/shell-probe';

await run([probeRole(CONTRACT_VERSIONS)]);
