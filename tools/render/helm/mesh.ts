import { SIMULATOR_WORKLOAD } from '../model/workloads.ts';
import {
  agencyPolicy,
  callerPolicy,
  defaultDeny,
  dnsPolicy,
  simulatorPolicies,
} from '../objects/network-policies.ts';
import { object } from '../objects/object.ts';
import { agencyCa, CALLER_CA, PARTIES_MAP } from '../objects/parts.ts';
import { service, sharedSettings } from '../objects/workload-objects.ts';
import { finished } from './finished.ts';
import { forWorkers, ingress, only, POLICIES, type Template, worker } from './guards.ts';
import { KEY_VALUES } from './names.ts';
import { as, Given, type Node, slot, When } from './node.ts';
import { workloadTemplates } from './workloads.ts';

/** Settings of all processes. */
export const settings = (): Template => [
  finished(sharedSettings(as(new Given('include "ssbtek.settings" $ | fromYaml')))),
];

/** The ConfigMap of files that the user may give as text. */
const files = (name: string, file: string, value: string): Node =>
  only(value, [object('v1', 'ConfigMap', name, { data: new Given(`dict "${file}" ${value}`) }, {})]);

/** The ingress, its address, and what it knows callers by. */
export function ingressTemplate(): Template {
  const { spec, metadata, ...address } = service(ingress, {
    type: slot('$.Values.ingress.service.type'),
    port: slot('$.Values.ingress.service.port'),
  });
  const policy = '$.Values.ingress.service.externalTrafficPolicy';
  const door = {
    ...address,
    metadata: {
      ...metadata,
      annotations: as<Record<string, string>>(new Given('$.Values.ingress.service.annotations')),
    },
    spec: { ...(spec as object), externalTrafficPolicy: new When(policy, slot(policy)) },
  };
  return [
    ...workloadTemplates(ingress, '$.Values.ingress'),
    finished(door),
    only(POLICIES, [callerPolicy(ingress, as(new Given('$.Values.networkPolicies.callers')))]),
    files(CALLER_CA.name, 'ca.crt', '$.Values.callers.ca'),
    files(PARTIES_MAP, 'parties.yaml', '$.Values.callers.parties'),
  ];
}

/** The workers of all agencies, each with its way to its agency. */
export const workers = (): Template => [
  forWorkers([
    ...workloadTemplates(worker, '$worker'),
    only(`and ${POLICIES} $agency.egress.to`, [
      agencyPolicy(worker, as(new Given('$agency.egress.to')), slot('$agency.egress.port')),
    ]),
    files(agencyCa(worker.agency?.kod ?? ''), 'ca.crt', '$agency.ca'),
  ]),
];

/** The simulator, and the workers' way to it. */
export const simulator = (): Template => [
  new When('$.Values.simulator.enabled', [
    ...workloadTemplates(SIMULATOR_WORKLOAD, '$.Values.simulator'),
    finished(service(SIMULATOR_WORKLOAD)),
    only(POLICIES, simulatorPolicies(SIMULATOR_WORKLOAD)),
  ]),
];

/** What is denied to everybody, and allowed to all of the mesh. */
export const networkPolicies = (): Template => [only(POLICIES, [defaultDeny(), dnsPolicy()])];

/** Secrets with keys that everybody knows. */
export const trialKeys = (): Template => [
  new When(
    '$.Values.keys.trial',
    KEY_VALUES.map(({ secret, files, mount }) =>
      finished(
        object('v1', 'Secret', secret, {
          type: 'Opaque',
          data: Object.fromEntries(
            files.map((file) => [file, slot(`include "ssbtek.trialKeys.${mount.name}" $ | b64enc`)]),
          ),
        }),
      ),
    ),
  ),
];
