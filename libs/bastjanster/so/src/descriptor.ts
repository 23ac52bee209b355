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
  guide: {
    asked: {
      sv: 'Om personens arbetslöshetsersättning. Skickas: ingivaren (organisationsnummer, namn, handläggare), personidentitet, arendeidentitet, perioden, syfte och lagtext.',
      en: "About the person's unemployment benefit. Sent: the ingivare (organisationsnummer, namn, handlaggare), personidentitet, arendeidentitet, the period, syfte and lagtext.",
    },
    limits: [],
    answer: [
      {
        sv: 'Elementen i GetUnemploymentBenefitPaymentResponse. En a-kassa med status 1 svarade inte.',
        en: 'The elements of GetUnemploymentBenefitPaymentResponse. A fund with status 1 did not answer.',
      },
    ],
  },
  koder: [
    {
      kod: '201',
      text: 'An unexpected error occurred',
      english: true,
      becomes: 'error',
      advice: {
        sv: 'Fråga igen senare; kontakta Sveriges a-kassor om felet består.',
        en: 'Ask again later; if it stays, contact Sveriges a-kassor.',
      },
    },
    {
      kod: FUND_SILENT,
      text: 'Arbetslöshetskassa',
      becomes: 'data',
      advice: {
        sv: 'StatusSvarandeOrganisation för en a-kassa: dess system svarade inte. Vänd dig till den a-kassan eller fråga igen senare.',
        en: 'StatusSvarandeOrganisation of one fund: its system did not answer. Ask that fund or ask again later.',
      },
    },
  ],
};
