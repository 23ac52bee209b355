/** A service of a compose file, as far as this one needs them. Paths of the host are relative to `deploy/`. */
export interface Service {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly read_only?: boolean;
  readonly network_mode?: 'none';
  readonly mem_limit?: string;
  readonly stop_grace_period?: string;
  readonly depends_on?: Readonly<
    Record<string, { readonly condition: 'service_healthy' | 'service_completed_successfully' }>
  >;
  readonly healthcheck?: {
    readonly test: readonly string[];
    readonly interval: string;
    readonly timeout: string;
    readonly start_period: string;
    readonly start_interval: string;
    readonly retries: number;
  };
  readonly restart?: 'unless-stopped' | 'no';
}

/** What no service here needs: Linux capabilities, and ways to more rights than it starts with. */
export const CONFINED = { cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] } as const;

/** Looked at often while it starts, seldom afterwards. */
export const healthcheck = (...command: readonly string[]): Required<Service>['healthcheck'] => ({
  test: ['CMD', ...command],
  interval: '15s',
  timeout: '5s',
  start_period: '60s',
  start_interval: '2s',
  retries: 3,
});

/** A port for people of this machine only. */
export const localPort = (port: number): string => `127.0.0.1:${port}:${port}`;
