import type { AuditKeys } from '../keys';
import type { AuditRecord } from '../record';
import { ChainCheck } from './chain-check';
import { faultIn, readRecord } from './read-record';
import type { ChainSummary, Finding, Place, TrailReport } from './report';

/** Checks a whole trail, record by record in the order of each partition, or of a file. */
export class TrailCheck {
  private readonly chains = new Map<string, ChainCheck>();
  private readonly findings: Finding[] = [];
  private readonly tell = (finding: Finding): void => void this.findings.push(finding);

  constructor(private readonly keys: AuditKeys) {}

  /** Takes the next line; gives the record back when it is one, sound by itself. */
  add(line: string, place: Place): AuditRecord | undefined {
    const record = readRecord(line);
    if (!record) {
      this.tell({ fault: 'unreadable', place });
      return undefined;
    }
    const { chain, sequence } = record;
    const fault = faultIn(record, this.keys);
    if (fault) this.tell({ fault, chain, sequence, place });
    this.checkOf(chain).add(record, place, fault === undefined);
    return fault ? undefined : record;
  }

  /** @param now to tell chains that go on from those that broke off */
  report(now: Date): TrailReport {
    for (const check of this.chains.values()) check.end();
    const chains = [...this.chains.values()]
      .map((check) => check.summary(now))
      .filter((summary): summary is ChainSummary => summary !== undefined)
      .sort((a, b) => (a.from < b.from ? -1 : 1));
    return { chains, findings: [...this.findings] };
  }

  private checkOf(chain: string): ChainCheck {
    const check = this.chains.get(chain) ?? new ChainCheck(chain, this.tell);
    this.chains.set(chain, check);
    return check;
  }
}
