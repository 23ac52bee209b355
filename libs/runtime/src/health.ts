import type { RoleHealth } from './role';

/** The three questions an orchestrator asks. */
export const PROBES = ['startup', 'ready', 'live'] as const;
export type Probe = (typeof PROBES)[number];

/** Answer to one probe: how each role stands. */
export interface ProbeReport {
  readonly ok: boolean;
  readonly roles: Readonly<Record<string, boolean>>;
  /** What roles lack, of those that say it. Only where something is lacking. */
  readonly lacks?: Readonly<Record<string, readonly string[]>>;
}

/** Health of a process: of all its roles together. */
export class ProcessHealth {
  readonly #roles = new Map<string, RoleHealth | undefined>();
  #draining = false;

  constructor(names: readonly string[]) {
    for (const name of names) this.#roles.set(name, undefined);
  }

  /** A role has been started; how far it is, it says itself from now on. */
  add(name: string, health: RoleHealth): void {
    this.#roles.set(name, health);
  }

  /** From now on nothing is ready. */
  drain(): void {
    this.#draining = true;
  }

  report(probe: Probe): ProbeReport {
    const roles: Record<string, boolean> = {};
    for (const [name, health] of this.#roles) roles[name] = this.#stands(probe, health);
    const lacks = probe === 'ready' ? this.#lacks() : [];
    const ok = Object.values(roles).every(Boolean);
    return { ok, roles, ...(lacks.length > 0 && { lacks: Object.fromEntries(lacks) }) };
  }

  #lacks(): ReadonlyArray<readonly [string, readonly string[]]> {
    return [...this.#roles].flatMap(([name, health]) => {
      const lacks = health?.lacks?.() ?? [];
      return lacks.length > 0 ? [[name, lacks] as const] : [];
    });
  }

  #stands(probe: Probe, health: RoleHealth | undefined): boolean {
    // A role on its way up is alive: the startup probe is there for the one that never gets up.
    if (probe === 'live') return health?.alive() ?? true;
    if (probe === 'startup') return health?.started() ?? false;
    return !this.#draining && (health?.started() ?? false) && (health?.ready() ?? false);
  }
}
