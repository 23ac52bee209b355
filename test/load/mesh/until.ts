import { setTimeout as sleep } from 'node:timers/promises';
import type { Children } from './children.ts';

const READY_MS = 60_000;
const EVERY_MS = 25;

/** Asks again and again until the answer is yes; a refused connection is a no. */
export async function until(
  children: Children,
  ask: () => boolean | Promise<boolean>,
  name: string,
): Promise<void> {
  const deadline = Date.now() + READY_MS;
  const asked = async (): Promise<boolean> => ask();
  for (;;) {
    if (await Promise.race([children.failure, asked().catch(() => false)])) return;
    if (Date.now() > deadline)
      throw new Error(`${name} was not ready within ${READY_MS / 1000} s:\n${children.tail(name)}`);
    await sleep(EVERY_MS);
  }
}

/** Whether a process says that it is ready. */
export const httpOk = (managementPort: number | undefined) => async (): Promise<boolean> =>
  (await fetch(`http://127.0.0.1:${managementPort}/health/ready`)).ok;
