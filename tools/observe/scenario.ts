import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessMesh } from '../../test/support/processes.ts';
import { question } from '../../test/support/question.ts';

/** Questions that are asked again and again, whatever becomes of them. */
export class Load {
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(private readonly mesh: ProcessMesh) {}

  /** So many a second from now on; all agencies when none is named. */
  add(perSecond: number, inkludera?: readonly string[]): void {
    const text = question(inkludera ? { inkludera } : {});
    this.timers.push(setInterval(() => this.ask(text), 1000 / perSecond));
  }

  /** Many at the same time, once. */
  burst(count: number): void {
    for (let i = 0; i < count; i += 1) this.ask(question());
  }

  stop(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  private ask(text: string): void {
    void this.mesh.ask(text).catch(() => undefined);
  }
}

interface Act {
  readonly says: string;
  readonly does: (mesh: ProcessMesh) => Promise<unknown>;
  /** Until the next act, seconds. */
  readonly lasts: number;
}

const ACTS: readonly Act[] = [
  { says: 'all is well', does: async () => undefined, lasts: 30 },
  { says: 'CSN resets every connection', does: (mesh) => mesh.control('csn', { fault: 'reset' }), lasts: 90 },
  { says: 'CSN works again; SO takes 8 s', does: (mesh) => soSlow(mesh), lasts: 60 },
  { says: 'SO is fast again; AF answers once about somebody else', does: (mesh) => afOnce(mesh), lasts: 30 },
  { says: "TNS's worker is killed", does: (mesh) => mesh.end('worker-tns', 'SIGKILL'), lasts: 60 },
  { says: "TNS's worker is back", does: async (mesh) => mesh.startProcess('worker-tns'), lasts: 60 },
];

async function soSlow(mesh: ProcessMesh): Promise<void> {
  await mesh.control('csn', {});
  await mesh.control('so', { latencyMs: 8000 });
}

async function afOnce(mesh: ProcessMesh): Promise<void> {
  await mesh.control('so', {});
  await mesh.control('af', { otherPerson: true, calls: 1 });
}

/** One fault after the other, again and again until the end. */
export async function playFaults(mesh: ProcessMesh, over: AbortSignal): Promise<void> {
  while (!over.aborted)
    for (const { says, does, lasts } of ACTS) {
      if (over.aborted) return;
      console.log(`${new Date().toISOString().slice(11, 19)}  ${says}`);
      await does(mesh);
      await sleep(lasts * 1000, undefined, { signal: over }).catch(() => undefined);
    }
}
