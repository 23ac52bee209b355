/** Where everything listens that listens, unless it is told otherwise. */
export const USUAL_PORTS = { portal: 8070, ingress: 8080, simulator: 8090, kafka: 9092, management: 9464 };

/** A port that is wanted on this machine, and for what. */
export interface WantedPort {
  readonly port: number;
  readonly what: string;
}

const SETTINGS = [
  { setting: 'SSBTEK_PORTAL_PORT', what: 'portal', port: USUAL_PORTS.portal },
  { setting: 'SSBTEK_HTTP_PORT', what: 'ingress', port: USUAL_PORTS.ingress },
  { setting: 'SSBTEK_SIMULATOR_PORT', what: 'simulator', port: USUAL_PORTS.simulator },
  { setting: 'SSBTEK_MANAGEMENT_PORT', what: 'metrics and health', port: USUAL_PORTS.management },
] as const;

/** What `npm start` takes, each with the setting that moves it. What is no port is for the program to complain about. */
export const wantedPorts = (
  env: Readonly<Record<string, string | undefined>>,
): ReadonlyArray<WantedPort & { readonly setting: string }> =>
  SETTINGS.flatMap(({ setting, what, port: usual }) => {
    const port = Number(env[setting] || usual);
    return Number.isInteger(port) && port > 0 && port < 65_536 ? [{ setting, what, port }] : [];
  });
