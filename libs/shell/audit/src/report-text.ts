import type { ChainSummary, Finding, TrailReport } from '@ssbtek/audit';

const ENDINGS: Readonly<Record<ChainSummary['ending'], string>> = {
  closed: 'closed',
  running: 'goes on',
  open: 'END OPEN: its ingress was killed, or the end has been cut off',
};

function chainLine(one: ChainSummary): string {
  const {
    chain,
    instance = 'unknown',
    records,
    answers,
    turnedAway,
    resent,
    from,
    to,
    lastSequence,
    lastHash,
    ending,
  } = one;
  const away = turnedAway > 0 ? `, ${turnedAway} strangers turned away` : '';
  const again = resent > 0 ? `, ${resent} sent twice` : '';
  return `chain ${chain} of ${instance}: ${records} records, ${answers} answers${away}${again}, ${from} to ${to}, last ${lastSequence} ${lastHash}, ${ENDINGS[ending]}`;
}

function findingLine({ fault, chain, sequence, to, place }: Finding): string {
  const where = [
    place?.partition !== undefined && `partition ${place.partition}`,
    place?.offset !== undefined && `offset ${place.offset}`,
    place && `line ${place.line}`,
  ].filter(Boolean);
  const which = chain === undefined ? '' : ` chain ${chain}, record ${sequence ?? '?'}`;
  return `WRONG ${fault}:${which}${to === undefined ? '' : ` to ${to}`}${where.length > 0 ? ` (${where.join(', ')})` : ''}`;
}

/** The report for people. */
export function reportText({ chains, findings }: TrailReport): string {
  const records = chains.reduce((sum, one) => sum + one.records, 0);
  const verdict = findings.length === 0 ? 'nothing is wrong' : `${findings.length} findings`;
  return [
    ...chains.map(chainLine),
    ...findings.map(findingLine),
    `${chains.length} chains, ${records} records: ${verdict}`,
    '',
  ].join('\n');
}
