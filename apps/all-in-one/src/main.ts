import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { CONTRACT_VERSIONS } from '@ssbtek/contract-versions';
import { run } from '@ssbtek/runtime';
import { aggregatorRole } from '@ssbtek/shell-aggregator';
import { ingressRole } from '@ssbtek/shell-ingress';
import { simulatorRole } from '@ssbtek/shell-simulator';
import { workerRole } from '@ssbtek/shell-worker';
import { firstQuestion } from './first-question';

const scheme = process.env['SSBTEK_SIMULATOR_TLS_CERT_FILE'] ? 'https' : 'http';
const simulator = `${scheme}://127.0.0.1:${process.env['SSBTEK_SIMULATOR_PORT'] ?? '8090'}`;
const defaultUrl = (kod: string, path: string): string => `${simulator}/${kod}${path}`;
const workers = BASTJANSTER.map((bastjanst) => workerRole(bastjanst, { defaultUrl }));
const roles = [simulatorRole(BASTJANSTER), aggregatorRole(), ...workers, ingressRole(CONTRACT_VERSIONS)];

await run(roles, { onStarted: (addresses) => process.stdout.write(firstQuestion(addresses)) });
