import { NO_PREVIOUS, type AuditRecord } from '../record';
import type { ChainSummary, Ending, Fault, Finding, Place } from './report';

/** A chain that lives writes at least once a minute; some lateness is nobody's fault. */
const RUNNING_MS = 3 * 60_000;
/** Hexadecimal digits of a hash that are kept of every record: what a number holds exactly. */
const KEPT_DIGITS = 13;

const kept = (hash: string): number => Number.parseInt(hash.slice(0, KEPT_DIGITS), 16);

/** Follows one chain, record by record in the order in which they were read. */
export class ChainCheck {
  private readonly hashes: number[] = [];
  private readonly missing = new Set<number>();
  /** What records after a gap say about the one that is missing before them. */
  private readonly promised = new Map<number, string>();
  private first: number | undefined;
  private last: AuditRecord | undefined;
  private closedAt: number | undefined;
  private partition: number | undefined;
  private instance: string | undefined;
  private from = '';
  private records = 0;
  private answers = 0;
  private turnedAway = 0;
  private resent = 0;

  constructor(
    private readonly chain: string,
    private readonly tell: (finding: Finding) => void,
  ) {}

  /** The next record that claims to be of this chain. `sound` when hash and MAC are right. */
  add(record: AuditRecord, place: Place, sound: boolean): void {
    const { sequence } = record;
    // Somebody else's record proves nothing about the chain, unless it stands where one is due.
    if (!sound && sequence !== this.next) return;
    this.checkPartition(record, place);
    if (this.isKnown(sequence)) return this.again(record, place);
    this.checkPlace(record, place);
    this.checkPrevious(record, place);
    this.checkEnds(record, place);
    this.take(record);
  }

  summary(now: Date): ChainSummary | undefined {
    const { last, chain, instance, records, answers, turnedAway, resent, from } = this;
    if (!last) return undefined;
    return {
      chain,
      ...(instance !== undefined && { instance }),
      records,
      answers,
      turnedAway,
      resent,
      from,
      to: last.time,
      lastSequence: last.sequence,
      lastHash: last.hash,
      ending: this.ending(last, now),
    };
  }

  /** What is still missing, in runs. */
  end(): void {
    const sequences = [...this.missing].sort((a, b) => a - b);
    while (sequences.length > 0) {
      const from = sequences.shift() ?? 0;
      let to = from;
      while (sequences[0] === to + 1) to = sequences.shift() ?? to;
      this.tell({ fault: from === 0 ? 'head-missing' : 'gap', chain: this.chain, sequence: from, to });
    }
  }

  private get next(): number {
    return this.last === undefined ? 0 : this.last.sequence + 1;
  }

  private isKnown(sequence: number): boolean {
    return sequence < this.next && !this.missing.has(sequence);
  }

  private again(record: AuditRecord, place: Place): void {
    if (this.hashes[record.sequence] === kept(record.hash)) this.resent += 1;
    else this.find('doubled', record, place);
  }

  private checkPlace(record: AuditRecord, place: Place): void {
    const { sequence } = record;
    if (this.missing.delete(sequence)) return this.find('out-of-order', record, place);
    for (let missing = this.next; missing < sequence; missing += 1) this.missing.add(missing);
  }

  private checkPrevious(record: AuditRecord, place: Place): void {
    const { sequence, previous, hash } = record;
    const before = this.hashes[sequence - 1];
    if (sequence === 0 ? previous !== NO_PREVIOUS : before !== undefined && before !== kept(previous))
      this.find('wrong-previous', record, place);
    if (sequence > 0 && before === undefined) this.promised.set(sequence - 1, previous);
    const promised = this.promised.get(sequence);
    if (promised !== undefined && promised !== hash) this.find('wrong-previous', record, place);
    this.promised.delete(sequence);
  }

  private checkEnds(record: AuditRecord, place: Place): void {
    const { sequence, kind } = record;
    if ((sequence === 0) !== (kind === 'opened')) this.find('wrong-opening', record, place);
    if (this.closedAt !== undefined && sequence > this.closedAt) this.find('after-the-end', record, place);
    if (kind === 'closed') this.closedAt = sequence;
  }

  private checkPartition(record: AuditRecord, place: Place): void {
    this.partition ??= place.partition;
    if (place.partition !== this.partition) this.find('split', record, place);
  }

  private take(record: AuditRecord): void {
    const { sequence, hash, kind, time } = record;
    this.hashes[sequence] = kept(hash);
    this.records += 1;
    if (kind === 'answer') this.answers += 1;
    if (kind === 'turned-away') this.turnedAway += record.count;
    if (kind === 'opened') this.instance = record.instance;
    if (this.first === undefined || sequence < this.first) {
      this.first = sequence;
      this.from = time;
    }
    if (sequence >= this.next) this.last = record;
  }

  private ending(last: AuditRecord, now: Date): Ending {
    if (this.closedAt !== undefined) return 'closed';
    return now.getTime() - Date.parse(last.time) < RUNNING_MS ? 'running' : 'open';
  }

  private find(fault: Fault, { sequence }: AuditRecord, place: Place): void {
    this.tell({ fault, chain: this.chain, sequence, place });
  }
}
