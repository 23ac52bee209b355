import type { Descriptor } from '@ssbtek/bastjanst-kit';

/** Namespace of the question and the answer (sources.md 2.5). */
export const SO_NS = 'http://INT014.UBPService.Schemas';

/** A fund's status when it could not be asked: data about one fund, not an error (sources.md 2.5, 5 #15). */
export const FUND_SILENT = '1';

/** Facts about Sveriges a-kassor. */
export const descriptor: Descriptor = {
  kod: 'so',
  namn: 'Sveriges a-kassor',
  element: 'SO',
  settings: [],
  koder: [
    {
      kod: '201',
      text: 'An unexpected error occurred',
      becomes: 'error',
      advice: 'Ask again later; if it stays, contact Sveriges a-kassor.',
    },
    {
      kod: FUND_SILENT,
      text: 'Arbetslöshetskassa',
      becomes: 'data',
      advice:
        'StatusSvarandeOrganisation of one fund: its system did not answer. Ask that fund or ask again later.',
    },
  ],
};
