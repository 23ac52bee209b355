import { describe, expect, it } from 'vitest';
import { nameOf, ofMesh, type Container, type Manifest } from '../manifests/manifest';
import { verified } from '../support/container';
import { built, OVERLAYS, withMistake } from '../support/manifests';

const ACCEPTED = { code: 0, said: 'The configuration can be used.\n' };

const containers = (all: readonly Manifest[]) =>
  ofMesh(all).map((one) => {
    const { spec } = one.spec.template;
    return { name: nameOf(one), spec, container: spec.containers[0] as Container };
  });

describe.each(OVERLAYS)('%s: the process accepts what its container is given', (overlay) => {
  const all = built(`k8s/overlays/${overlay}`);

  it.concurrent.each(containers(all))('$name', async ({ spec, container }) => {
    expect(await verified(all, spec, container)).toEqual(ACCEPTED);
  });
});

describe('the process refuses', () => {
  const prod = built('k8s/overlays/prod');
  const CSN = 'Deployment/ssbtek-worker-csn';
  const at = 'spec/template/spec/containers/0';
  const settings = `ConfigMap/${prod.find(({ metadata }) => metadata.name.startsWith('ssbtek-worker-csn-settings'))?.metadata.name}`;

  it.each([
    ['a file that is not there', { in: CSN, at: `${at}/volumeMounts`, is: [] }, /path of a file that exists/],
    ['no address of the agency', { in: settings, at: 'data', is: {} }, /SSBTEK_AGENCY_CSN_URL must be set/],
    [
      'a slip in the name of a setting',
      { in: settings, at: 'data/SSBTEK_AGENCY_CSN_TIMEOUT_M', is: '1000' },
      /did you mean|is not a setting/,
    ],
  ])('%s', async (_, mistake, said) => {
    const all = withMistake(prod, mistake);
    for (const { spec, container } of containers(all).filter(({ name }) => name === CSN)) {
      const verdict = await verified(all, spec, container);
      expect(verdict).toEqual({ code: 78, said: expect.stringMatching(said) });
    }
    expect.assertions(1);
  });
});
