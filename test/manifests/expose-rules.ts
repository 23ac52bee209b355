import { environmentOf, nameOf, ofKind, ofMesh, type Manifest } from './manifest.ts';
import { rule, unless, type Rule } from './rule.ts';

interface Way {
  readonly one: Manifest;
  /** Names that callers come by. */
  readonly hosts: readonly string[];
  /** Service and port that they come to. */
  readonly to: readonly (readonly [name: string, port: number])[];
  /** TLS arrives at the ingress as callers began it. */
  readonly passedThrough: boolean;
}

interface IngressSpec {
  readonly rules: readonly {
    readonly host: string;
    readonly http: {
      readonly paths: readonly {
        readonly backend: { readonly service: { name: string; port: { number: number } } };
      }[];
    };
  }[];
  readonly tls?: unknown;
}

interface RouteSpec {
  readonly hostnames: readonly string[];
  readonly parentRefs: readonly { readonly name: string; readonly namespace?: string }[];
  readonly rules: readonly {
    readonly backendRefs: readonly { readonly name: string; readonly port: number }[];
  }[];
}

const specOf = <T>({ spec }: Manifest): T => spec as unknown as T;

function waysIn(all: readonly Manifest[]): readonly Way[] {
  const ingresses = ofKind(all, 'Ingress').map((one): Way => {
    const { rules, tls } = specOf<IngressSpec>(one);
    const to = rules.flatMap(({ http }) => http.paths.map(({ backend: { service } }) => service));
    return {
      one,
      hosts: rules.map(({ host }) => host),
      to: to.map(({ name, port }) => [name, port.number]),
      passedThrough: tls === undefined,
    };
  });
  const routes = ofKind(all, 'TLSRoute', 'HTTPRoute').map((one): Way => {
    const { hostnames, rules } = specOf<RouteSpec>(one);
    const to = rules.flatMap(({ backendRefs }) => backendRefs.map(({ name, port }) => [name, port] as const));
    return { one, hosts: hostnames, to, passedThrough: one.kind === 'TLSRoute' };
  });
  return [...ingresses, ...routes];
}

/** How callers come from outside. */
export const EXPOSE_RULES: readonly Rule[] = [
  rule('a way from outside leads to a port of a service that is there', (all) =>
    waysIn(all).flatMap(({ one, to }) =>
      to.flatMap(([name, port]) => {
        const service = ofKind(all, 'Service').find(({ metadata }) => metadata.name === name);
        const { ports = [] } = (service?.spec ?? {}) as { ports?: readonly { port: number }[] };
        const there = ports.some((other) => other.port === port);
        return unless(there, `${nameOf(one)}: leads to ${name}:${port}, which is nowhere.`);
      }),
    ),
  ),
  rule('who ends TLS is who is asked to know callers', (all) => {
    const ingress = ofMesh(all).find(({ metadata }) => metadata.name === 'ssbtek-ingress');
    const [container] = ingress?.spec.template.spec.containers ?? [];
    const mode = container ? environmentOf(all, container)['SSBTEK_TLS_MODE'] : undefined;
    return waysIn(all).flatMap(({ one, passedThrough }) =>
      unless(
        mode === (passedThrough ? 'terminate' : 'proxy'),
        `${nameOf(one)}: ${passedThrough ? 'passes TLS through' : 'ends TLS'}, and the mode of the ingress is ${mode ?? 'off'}.`,
      ),
    );
  }),
  rule('callers see a certificate for the name that they come by', (all) => {
    const names = ofKind(all, 'Certificate').flatMap(
      ({ spec }) => (spec?.['dnsNames'] ?? []) as readonly string[],
    );
    return waysIn(all)
      .filter(({ passedThrough }) => passedThrough)
      .flatMap(({ one, hosts }) =>
        hosts.flatMap((host) =>
          unless(names.includes(host), `${nameOf(one)}: no certificate is for ${host}.`),
        ),
      );
  }),
  rule('a route has a gateway that takes it', (all) =>
    ofKind(all, 'TLSRoute', 'HTTPRoute').flatMap((one) =>
      specOf<RouteSpec>(one).parentRefs.flatMap(({ name, namespace }) => {
        const gateway = ofKind(all, 'Gateway').find(({ metadata }) => metadata.name === name);
        const listeners = (gateway?.spec?.['listeners'] ?? []) as readonly {
          hostname?: string;
          allowedRoutes?: { kinds?: readonly { kind: string }[] };
        }[];
        const taken = specOf<RouteSpec>(one).hostnames.every((host) =>
          listeners.some(
            ({ hostname, allowedRoutes }) =>
              hostname === host && allowedRoutes?.kinds?.some(({ kind }) => kind === one.kind),
          ),
        );
        return unless(namespace !== undefined || taken, `${nameOf(one)}: ${name} does not take it.`);
      }),
    ),
  ),
];
