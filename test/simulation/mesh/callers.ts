import type { HttpReply } from '@ssbtek/shell-ingress/parts';
import type { PlannedAsk } from '../plan.ts';
import { BEGINNING } from '../world/globals.ts';
import type { Running, SimulatedMesh } from './mesh.ts';
import type { ReadAnswer } from './plain-documents.ts';
import type { IngressProcess } from './processes.ts';
import { takesBody, type Asked } from './request.ts';

/** How callers write questions and read answers. */
export interface CallersDocuments {
  readonly question: (ask: PlannedAsk) => Uint8Array;
  /** The agencies that a question asks. */
  readonly koder: (ask: PlannedAsk) => readonly string[];
  readonly read: (version: string, status: number, body: Uint8Array) => ReadAnswer;
}

interface Waiting {
  readonly running: Running;
  readonly asked: Asked;
}

/** Those who ask, and the service in front of the ingresses that leads them to one that is ready. */
export class Callers {
  private readonly waiting = new Map<string, Waiting>();
  /** Those who wait no longer, though nobody has answered them. */
  private readonly left = new Set<string>();
  private turn = 0;
  private readonly chance;

  constructor(
    private readonly mesh: SimulatedMesh,
    private readonly documents: CallersDocuments,
  ) {
    this.chance = mesh.chance.fork('callers');
  }

  /** Questions that nobody has answered. */
  get open(): number {
    return this.waiting.size;
  }

  plan(ask: PlannedAsk): void {
    this.mesh.time.after(ask.at - this.mesh.time.now, undefined, () => this.ask(ask));
  }

  /** One who waits half-closes its connection and goes; its ingress hears of that so much later, or when it sends. */
  goUnnoticed(whom: number, ms: number): void {
    const all = [...this.waiting];
    const [id, one] = all[Math.floor(whom * all.length)] ?? [];
    if (id !== undefined && one) this.leave(id, one, 'caller-goes-unnoticed', ms);
  }

  /** The process died: connections to it are reset. */
  died({ host }: Running): void {
    for (const [id, { running }] of this.waiting) {
      if (running.host !== host) continue;
      this.waiting.delete(id);
      this.left.add(id);
      this.mesh.note({ k: 'reset', t: this.mesh.t, id });
    }
  }

  private ask(ask: PlannedAsk): void {
    const { mesh, chance } = this;
    const id = this.newId();
    const all = mesh.of('ingress').filter(({ process }) => process);
    // A service has probed a moment ago: now and then it leads to one that is not ready.
    const ready = all.filter(
      ({ process, host }) => host.heldUntil <= mesh.time.now && host.run(() => process?.ready()),
    );
    const some = ready.length > 0 && !chance.happens(0.03) ? ready : all;
    const running = some[(this.turn += 1) % Math.max(1, some.length)];
    if (!running) return mesh.note({ k: 'refused', t: mesh.t, id });
    const { version, person, korrelationsid } = ask;
    const { deadlineMs } = mesh.plan.numbers;
    const { name: host } = running.host;
    mesh.note({
      ...{
        k: 'ask',
        t: mesh.t,
        id,
        host,
        version,
        typ: ask.typ,
        organisation: ask.organisation,
        person,
        korrelationsid,
        deadlineMs,
      },
      koder: this.documents.koder(ask),
    });
    const own = mesh.mistakes.requestId?.(ask, id) ?? id;
    const line = { send: (reply: HttpReply) => this.sent(id, running, ask, reply) };
    const asked = takesBody(ask, own, this.documents.question(ask), mesh.mistakes.line?.(line) ?? line);
    this.waiting.set(id, { running, asked });
    mesh.time.after(chance.delay(0.5), running.host, () => this.enter(running, ask, asked));
    if (ask.leavesAfter !== undefined)
      mesh.time.after(ask.leavesAfter, undefined, () => this.leave(id, { running, asked }, 'caller-leaves'));
  }

  private enter({ process, host }: Running, ask: PlannedAsk, asked: Asked): void {
    const { doors, budget } = process as IngressProcess;
    const { request, path } = asked.with(budget);
    const reply = asked.reply;
    if (!asked.hasRoom) {
      const refusal = doors.noRoom(path, request);
      if (refusal) void request.back.send(refusal);
      return;
    }
    const entered = doors.enter(ask.version, request, reply);
    Promise.resolve(entered)
      .catch((error: unknown) => this.mesh.failed(error, host))
      .finally(() => request.room?.end());
  }

  private leave(id: string, { running, asked }: Waiting, kind: string, unheardMs = 0): void {
    if (!this.waiting.delete(id)) return;
    this.left.add(id);
    this.mesh.fault(kind, id);
    this.mesh.note({ k: 'gone', t: this.mesh.t, id });
    this.mesh.time.after(unheardMs + this.chance.delay(0.5), running.host, () => asked.leave());
  }

  /** True once the caller has all of it. */
  private sent(id: string, { host }: Running, ask: PlannedAsk, reply: HttpReply): Promise<boolean> {
    const { mesh, chance } = this;
    return new Promise((resolve) => {
      mesh.time.after(chance.delay(0.5) + ask.fetchMs, undefined, () => {
        const waited = this.waiting.delete(id);
        if (!this.left.has(id)) this.answered(id, host.name, ask, reply);
        mesh.time.after(chance.delay(0.5), host, () => resolve(waited));
      });
    });
  }

  private answered(id: string, host: string, { version, fetchMs }: PlannedAsk, reply: HttpReply): void {
    const { mesh } = this;
    const { status, body } = reply;
    // How long the caller takes to read is its own.
    const t = Math.round((mesh.time.now - fetchMs) * 1000) / 1000;
    mesh.note({ k: 'answer', t, id, host, status, ...this.documents.read(version, status, body) });
  }

  /** A UUID of version 7, as an ingress makes them. */
  private newId(): string {
    const time = Math.floor(BEGINNING + this.mesh.time.now)
      .toString(16)
      .padStart(12, '0');
    const random = this.chance.hex(18);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6)}`;
  }
}
