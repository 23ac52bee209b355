import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { run } from '@ssbtek/runtime';
import { aggregatorRole } from '@ssbtek/shell-aggregator';
import { ingressRole } from '@ssbtek/shell-ingress';
import { simulatorRole } from '@ssbtek/shell-simulator';
import { workersBeside } from '@ssbtek/shell-worker';
import { firstQuestion } from './first-question';

const workers = workersBeside(BASTJANSTER, { simulated: true });
const roles = [simulatorRole(BASTJANSTER), aggregatorRole(), ...workers, ingressRole(CONTRACT_VERSIONS)];

await run(roles, { onStarted: (addresses) => process.stdout.write(firstQuestion(addresses)) });
