import { takesConnections } from '../kafka/local-broker.ts';
import type { WantedPort } from './usual.ts';

const ANSWER_WITHIN_MS = 1000;

/** What a program of ours says at its port, wherever that is: which one it is, by a page of its own. */
const SIGNS: ReadonlyArray<readonly [path: string, who: (body: string) => string | undefined]> = [
  ['/health/ready', rolesIn],
  ['/', (body) => (/<title>[^<]* – SSBTEK informationsportal</.test(body) ? 'the portal' : undefined)],
  ['/', (body) => (/<title>SSBTEK-simul/.test(body) ? 'the simulator' : undefined)],
  ['/ssbtek/v1?wsdl', (body) => (/definitions[^]*\/ssbt\b/.test(body) ? 'the ingress' : undefined)],
];

/** A port that is taken, and a line about it. */
export interface TakenPort<T extends WantedPort> {
  readonly wanted: T;
  /** `8070 (portal) is taken by the portal of this project`. */
  readonly text: string;
}

/** Every port that is taken already, each with what is known of who has it: all of them at once. */
export async function takenPorts<T extends WantedPort>(
  ports: readonly T[],
): Promise<readonly TakenPort<T>[]> {
  const found = await Promise.all(
    ports.map(async (wanted): Promise<readonly TakenPort<T>[]> => {
      if (!(await takesConnections(wanted.port))) return [];
      const { port, what } = wanted;
      return [{ wanted, text: `${port} (${what}) is taken by ${await holderOf(port)}` }];
    }),
  );
  return found.flat();
}

async function holderOf(port: number): Promise<string> {
  for (const [path, who] of SIGNS) {
    const name = who(await bodyAt(port, path));
    if (name !== undefined) return `${name} of this project`;
  }
  return 'another program';
}

/** What health tells of a process: `{"status": "ok", "roles": {"portal": true}}`. */
function rolesIn(body: string): string | undefined {
  const [, inside] = /^\{"status":"[a-z]+","roles":\{([^}]*)/.exec(body) ?? [];
  const roles = [...(inside ?? '').matchAll(/"([\w-]+)":/g)].map(([, name]) => name);
  const [only] = roles;
  if (only === undefined) return undefined;
  return roles.length === 1 ? `the process of ${only}` : 'npm start, or another process with several roles,';
}

/** A program that does not answer in time, or not over HTTP, is none of ours. */
async function bodyAt(port: number, path: string): Promise<string> {
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    return await (await fetch(`http://127.0.0.1:${port}${path}`, { signal })).text();
  } catch {
    return '';
  }
}
