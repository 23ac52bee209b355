import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { run } from '@ssbtek/runtime';
import { aggregatorRole } from '@ssbtek/shell-aggregator';
import { ingressRole } from '@ssbtek/shell-ingress';
import { portalRole } from '@ssbtek/shell-portal';
import { simulatorRole } from '@ssbtek/shell-simulator';
import { workersBeside } from '@ssbtek/shell-worker';
import { firstQuestion } from './first-question';

const workers = workersBeside(BASTJANSTER, { simulated: true });
/** An address of an agency that is set is asked instead of the simulator. */
const asked = BASTJANSTER.filter(({ protocols }) =>
  protocols.some(({ urlVariable }) => (process.env[urlVariable] ?? '') !== ''),
).map(({ descriptor }) => descriptor.element);
const roles = [
  simulatorRole(BASTJANSTER),
  aggregatorRole(),
  ...workers,
  ingressRole(CONTRACT_VERSIONS),
  // Last, because it tells the address of the ingress.
  portalRole(CONTRACT_VERSIONS, BASTJANSTER, { environment: asked.length > 0 ? 'test' : 'simulator' }),
];

await run(roles, {
  onStarted: (addresses, managementPort) =>
    process.stdout.write(firstQuestion(addresses, managementPort, asked)),
});
