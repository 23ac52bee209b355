import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import type { Descriptor } from '@ssbtek/bastjanst-kit';
import { FAULT } from '@ssbtek/contract';
import { FAILURE_RULES, type FailureRule } from '@ssbtek/core';
import { FAULTS } from '@ssbtek/portal-pages';
import { code, page, table } from './markdown.ts';
import type { RenderedFile } from '../file.ts';

const faults = (): string =>
  table(
    ['felkod', 'felmeddelande', 'when'],
    Object.entries(FAULT).map(([name, { felkod, felmeddelande }]) => [
      code(felkod),
      felmeddelande,
      FAULTS[name as keyof typeof FAULT].when.en,
    ]),
  );

const textsOf = ({ code: codes }: FailureRule): readonly [felkod: string, felmeddelande: string] =>
  codes === 'agency' ? ["the agency's", "the agency's"] : [code(codes.felkod), codes.felmeddelande];

const failures = (): string =>
  table(
    ['what happened', 'kalla', 'felkod', 'felmeddelande', "against the agency's breaker", 'meaning'],
    Object.entries(FAILURE_RULES).map(([kind, rule]) => [
      code(kind),
      rule.kalla,
      ...textsOf(rule),
      rule.countsAgainstBreaker ? 'yes' : 'no',
      rule.meaning,
    ]),
  );

function agency({ namn, element, koder }: Descriptor): string {
  const rows = koder.map(({ kod, text, becomes, advice }) => [code(kod), text, becomes, advice.en]);
  const codes = table(['kod', 'text', 'delivered as', 'what to do'], rows);
  return `### ${element} – ${namn}\n\n${codes || 'The contract lists no code of this agency.'}`;
}

/** All codes a caller can meet. */
export const felkoder = (): RenderedFile =>
  page(
    'docs/felkoder.md',
    'Error codes',
    '## The question as a whole: SOAP fault',
    'One agency that fails is never a SOAP fault: its part of the answer then holds `error`, and the others are as usual.',
    faults(),
    "## One agency's part: `error`",
    'kalla BT is the agency itself. kalla SSBTEK is this service, written `SSBTEK` in v1 and `SSBT` in later versions.',
    failures(),
    "## The agencies' own codes",
    'Delivered as `error` they have kalla BT; delivered as `data` they stand inside the data of the agency.',
    ...BASTJANSTER.map(({ descriptor }) => agency(descriptor)),
  );
