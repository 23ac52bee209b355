import { describe, expect, it } from 'vitest';
import { built, OVERLAYS, withMistake, type Mistake } from '../../support/manifests';
import type { Manifest } from '../../manifests/manifest';
import { unexpected, unused } from './exceptions';
import { checkov, kubeScore, type Findings } from './tools';

const LINTERS = { kubeScore, checkov };
const found: Findings[] = [];

describe.each(Object.entries(LINTERS))('%s with every check on', (_, lint) => {
  it.each(OVERLAYS)('finds nothing in %s', async (overlay) => {
    const findings = await lint(built(`k8s/overlays/${overlay}`));
    found.push(findings);
    expect(unexpected(findings)).toEqual([]);
  });
});

it('every exception is needed', () => {
  expect(unused(found.flat())).toEqual([]);
});

const INGRESS = 'Deployment/ssbtek-ingress';
const CSN = 'Deployment/ssbtek-worker-csn';
const POD = 'spec/template/spec';
const CONTAINER = `${POD}/containers/0`;

/** By the check that must see it. */
const SCORED: Readonly<Record<string, Mistake>> = {
  'container-resources': { in: CSN, at: `${CONTAINER}/resources/limits/memory` },
  'container-memory-requests-equal-limits': {
    in: CSN,
    at: `${CONTAINER}/resources/limits/memory`,
    is: '1Gi',
  },
  'container-ephemeral-storage-request-and-limit': { in: CSN, at: `${CONTAINER}/resources/limits`, is: {} },
  'container-image-tag': { in: CSN, at: `${CONTAINER}/image`, is: 'ssbtek-mesh:latest' },
  'container-security-context-readonlyrootfilesystem': {
    in: CSN,
    at: `${CONTAINER}/securityContext/readOnlyRootFilesystem`,
    is: false,
  },
  'container-security-context-privileged': {
    in: CSN,
    at: `${CONTAINER}/securityContext/privileged`,
    is: true,
  },
  'container-seccomp-profile': { in: CSN, at: `${POD}/securityContext/seccompProfile` },
  // Only where a service leads to.
  'pod-probes': { in: INGRESS, at: `${CONTAINER}/readinessProbe` },
  'pod-topology-spread-constraints': {
    in: CSN,
    at: `${POD}/topologySpreadConstraints/0/labelSelector`,
  },
  'deployment-has-poddisruptionbudget': { in: 'PodDisruptionBudget/ssbtek-worker-csn', at: '' },
  'deployment-strategy': { in: INGRESS, at: 'spec/strategy', is: { type: 'Recreate' } },
  'deployment-pod-selector-labels-match-template-metadata-labels': {
    in: CSN,
    at: 'spec/selector/matchLabels/app',
    is: 'csn',
  },
  'environment-variable-key-duplication': { in: CSN, at: `${CONTAINER}/env/1/name`, is: 'SSBTEK_HOST' },
  'networkpolicy-targets-pod': {
    in: 'NetworkPolicy/ssbtek-ingress',
    at: 'spec/podSelector/matchLabels/app',
    is: 'x',
  },
  'service-targets-pod': { in: 'Service/ssbtek-ingress', at: 'spec/selector/app', is: 'x' },
  'stable-version': { in: CSN, at: 'apiVersion', is: 'extensions/v1beta1' },
};

describe('kube-score sees a mistake', () => {
  const prod = built('k8s/overlays/prod');
  it.each(Object.entries(SCORED))('%s', async (check, mistake) => {
    const findings = unexpected(await kubeScore(withMistake(prod, mistake)));
    expect(findings).toContainEqual(expect.stringMatching(new RegExp(`/ssbtek-.* ${check}$`)));
  });
});

/** The same for checkov, which takes its time to start: one workload for each mistake, all at once. */
const SCANNED: Readonly<Record<string, Omit<Mistake, 'in'>>> = {
  CKV_K8S_8: { at: `${CONTAINER}/livenessProbe` },
  CKV_K8S_9: { at: `${CONTAINER}/readinessProbe` },
  CKV_K8S_12: { at: `${CONTAINER}/resources/requests/memory` },
  CKV_K8S_13: { at: `${CONTAINER}/resources/limits/memory` },
  CKV_K8S_14: { at: `${CONTAINER}/image`, is: 'ssbtek-mesh:latest' },
  CKV_K8S_16: { at: `${CONTAINER}/securityContext/privileged`, is: true },
  CKV_K8S_17: { at: `${POD}/hostPID`, is: true },
  CKV_K8S_19: { at: `${POD}/hostNetwork`, is: true },
  CKV_K8S_20: { at: `${CONTAINER}/securityContext/allowPrivilegeEscalation`, is: true },
  CKV_K8S_21: { at: 'metadata/namespace', is: 'default' },
  CKV_K8S_22: { at: `${CONTAINER}/securityContext/readOnlyRootFilesystem`, is: false },
  CKV_K8S_25: { at: `${CONTAINER}/securityContext/capabilities`, is: { add: ['NET_ADMIN'] } },
  CKV_K8S_27: { at: `${POD}/volumes/0/hostPath`, is: { path: '/var/run/docker.sock' } },
  CKV_K8S_31: { at: `${POD}/securityContext/seccompProfile` },
  CKV_K8S_35: {
    at: `${CONTAINER}/env/0`,
    is: { name: 'KEY', valueFrom: { secretKeyRef: { name: 'ssbtek-payload-keys', key: 'keys.json' } } },
  },
  CKV_K8S_38: { at: `${POD}/automountServiceAccountToken`, is: true },
};

it('checkov sees a mistake of every kind', async () => {
  const csn = built('k8s/overlays/prod').filter(({ kind, metadata }) => `${kind}/${metadata.name}` === CSN);
  const wrong = Object.entries(SCANNED).map(([check, mistake]): Manifest => {
    const name = `ssbtek-${check.toLowerCase().replaceAll('_', '-')}`;
    const [one] = withMistake(csn, { in: CSN, ...mistake });
    return { ...(one as Manifest), metadata: { ...(one as Manifest).metadata, name } };
  });
  const findings = unexpected(await checkov(wrong));
  const seen = Object.keys(SCANNED).filter((check) =>
    findings.includes(`Deployment/ssbtek-${check.toLowerCase().replaceAll('_', '-')} ${check}`),
  );
  expect(seen).toEqual(Object.keys(SCANNED));
});
