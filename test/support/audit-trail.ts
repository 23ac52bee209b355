import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditKeys, TrailCheck, type AuditKeys, type AuditRecord, type TrailReport } from '@ssbtek/audit';
import { AUDIT_TOPIC, auditLines, BusUnavailable } from '@ssbtek/messaging';
import type { BusMaker } from './mesh';
import { recording, type Message, type Recording } from './recording';

/** Keys of the audit trail in a file, as an ingress is given them. */
export class AuditKeysFile {
  private readonly folder = mkdtempSync(join(tmpdir(), 'ssbtek-audit-'));
  readonly path = join(this.folder, 'keys.json');
  readonly keys: AuditKeys;

  constructor() {
    const key = randomBytes(32);
    writeFileSync(
      this.path,
      JSON.stringify({ active: 'test', keys: { test: Buffer.from(key).toString('base64') } }),
    );
    this.keys = auditKeys({ active: 'test', keys: new Map([['test', key]]) });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** Bus connections on which the audit topic can be made to fail. */
export interface Breakable extends Recording {
  /** Audit records are not taken. */
  broken: boolean;
}

export function breakable(buses: BusMaker): Breakable {
  const fault = { broken: false };
  const recorded = recording({
    async connect(role) {
      const bus = await buses.connect(role);
      const publish: typeof bus.publish = (messages, timeoutMs) =>
        fault.broken && messages.some(({ topic }) => topic === AUDIT_TOPIC)
          ? Promise.reject(new BusUnavailable('fault of a test'))
          : bus.publish(messages, timeoutMs);
      return new Proxy(bus, {
        get: (target, name) => {
          const value: unknown = name === 'publish' ? publish : Reflect.get(target, name);
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        },
      });
    },
    stop: () => buses.stop(),
  });
  return Object.assign(fault, recorded);
}

/** The lines of the chains that these connections have written, as they stand on the bus. */
export function linesOf({ sent }: Recording, messages: readonly Message[]): readonly string[] {
  const own = new Set(
    sent.filter(({ message }) => message.topic === AUDIT_TOPIC).map(({ message }) => message.key),
  );
  return messages
    .filter(({ topic, key }) => topic === AUDIT_TOPIC && own.has(key))
    .flatMap(({ value }) => auditLines(value));
}

export function verified(
  lines: readonly string[],
  keys: AuditKeys,
): TrailReport & { records: AuditRecord[] } {
  const check = new TrailCheck(keys);
  const records = lines.flatMap((line, i) => check.add(line, { line: i + 1 }) ?? []);
  return { ...check.report(new Date()), records };
}
