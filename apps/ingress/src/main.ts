import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { run } from '@ssbtek/runtime';
import { ingressRole } from '@ssbtek/shell-ingress';

await run([ingressRole(CONTRACT_VERSIONS)]);
