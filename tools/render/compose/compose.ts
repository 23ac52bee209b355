import { stringify } from 'yaml';
import { MADE, type RenderedFile } from '../file.ts';
import { meshServices } from './mesh.ts';
import { otherServices } from './others.ts';
import { CONFINED, type Service } from './service.ts';

const HEAD = `# ${MADE}
#
# The whole mesh on one machine, for trials: simulated agencies, keys that are made here, plain text inside.
#   docker compose -f deploy/compose.yaml up --build --wait
# Then ask http://127.0.0.1:8080/ssbtek/v1, and look at Grafana (http://127.0.0.1:3000), Prometheus (:9090),
# Alertmanager (:9093) and the traces (:16686). SSBTEK_IMAGE names an image that has been built already.
`;

/** Every service of the compose file, by name. */
export const services = (): Readonly<Record<string, Service & typeof CONFINED>> =>
  Object.fromEntries(
    Object.entries({ ...meshServices(), ...otherServices() }).map(([name, service]) => [
      name,
      { ...service, ...CONFINED },
    ]),
  );

/** Volumes that services name. */
const volumesOf = (all: ReturnType<typeof services>): readonly string[] => {
  const named = Object.values(all).flatMap(({ volumes = [] }) =>
    volumes.flatMap((one) => /^([a-z][\w-]*):/.exec(one)?.[1] ?? []),
  );
  return [...new Set(named)];
};

/** The mesh with everything around it, for people with an engine. */
export const compose = (): RenderedFile => {
  const all = services();
  const file = {
    name: 'ssbtek',
    services: all,
    volumes: Object.fromEntries(volumesOf(all).map((name) => [name, {}])),
  };
  return {
    path: 'deploy/compose.yaml',
    text: `${HEAD}\n${stringify(file, { lineWidth: 110, aliasDuplicateObjects: false, singleQuote: true, compat: 'yaml-1.1' })}`,
  };
};
