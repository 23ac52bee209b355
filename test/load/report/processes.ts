import type { Load } from '../scenarios/bench.ts';
import { APART } from './roles.ts';
import { titled, type Row } from './titled.ts';

/** What each process did under one load: a table, per inquiry but for the last column. */
export function processTable(title: string, { cpuMs, probes, latency }: Load): Row {
  const [measured, apart] = [
    Object.entries(cpuMs).filter(([name]) => !APART.has(name)),
    Object.entries(cpuMs).filter(([name]) => APART.has(name)),
  ];
  const rows = [...measured, ...apart].map(([name, ms]) => {
    const probe = probes[name];
    if (!probe) return [name, ms.toFixed(2), ...Array<string>(6).fill('')];
    const { requests, gcMs, lateMs } = probe;
    return [
      name,
      ms.toFixed(2),
      ...[requests.produce, requests.fetch, requests.commit, requests.other, gcMs].map((sum) =>
        (sum / Math.max(1, latency.count)).toFixed(2),
      ),
      lateMs.p99.toFixed(1),
    ];
  });
  return titled(title, HEAD, rows);
}

const HEAD = ['', 'CPU ms', 'produce', 'fetch', 'commit', 'other requests', 'GC ms', 'loop late p99 ms'];
