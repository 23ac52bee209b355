import { takesConnections } from '../kafka/local-broker.ts';
import type { TakenPort } from './plan.ts';

const ANSWER_WITHIN_MS = 1000;
/** What only a program of this project says, wherever it is asked. */
const OURS = /ssbtek|SSBTEK/;

/** Every port that is taken already, each with what is known of who has it: all of them at once. */
export async function takenPorts(ports: readonly TakenPort[]): Promise<readonly string[]> {
  const found = await Promise.all(
    ports.map(async (one) => ((await takesConnections(one.port)) ? [await describe(one)] : [])),
  );
  return found.flat();
}

async function describe({ port, what, page }: TakenPort): Promise<string> {
  const whose =
    page !== undefined && (await isOurs(port, page)) ? 'a program of this project' : 'another program';
  return `${port} (${what}) is taken by ${whose}`;
}

/** A program that does not answer in time, or not over HTTP, is none of ours. */
async function isOurs(port: number, page: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const response = await fetch(`http://127.0.0.1:${port}${page}`, { signal });
    return OURS.test(await response.text());
  } catch {
    return false;
  }
}
