import { parse } from 'yaml';

/** A service of a compose file, as far as tests read it. Paths of the host are relative to `deploy/`. */
export interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly network_mode?: string;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly mem_limit?: string;
  readonly stop_grace_period?: string;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly restart?: string;
}

/** Every service by name. */
export type Services = Readonly<Record<string, Service>>;

/** The services of a compose file with what they share filled in: more of it than a stranger's file would be allowed. */
export const servicesIn = (text: string): Services =>
  (parse(text, { merge: true, maxAliasCount: -1 }) as { readonly services: Services }).services;
