import {
  dayFrom,
  jsonEntriesOf,
  LARGE_BYTES,
  type JsonObject,
  type SimulatedCase,
} from '@ssbtek/bastjanst-kit';
import type { Del } from './names';

/** A part's answer to the years asked about. */
export type MakePart = (years: readonly number[], simulated: SimulatedCase) => JsonObject;

/** The three parts that are lists share what is large for a whole agency. */
const LARGE_LIST_BYTES = LARGE_BYTES / 3;
const EMPLOYERS = [
  { organisationsnummer: '162120002411', namn: 'Exempelföretaget i Sundsvall AB' },
  { organisationsnummer: '168020069582', namn: 'Föreningen Exempel' },
];

const knows = ({ persona }: SimulatedCase): boolean => persona.data !== 'nothing';

/** Entries for each year asked about, or none where SKV knows nothing. */
function entries<T>(
  years: readonly number[],
  simulated: SimulatedCase,
  perYear: number,
  make: (year: number, index: number) => T,
): readonly T[] {
  if (!knows(simulated)) return [];
  return jsonEntriesOf(
    simulated.persona,
    years.length * perYear,
    (index) => make(years[index % years.length] ?? 0, index),
    LARGE_LIST_BYTES,
  );
}

/** In the form of known samples (sources.md 2.4). */
const foretagsinformation: MakePart = (_years, simulated) => ({
  foretag: {
    foretagId: simulated.persona.personidentitet,
    arbetsgivarregistrerad: false,
    momsregistrerad: knows(simulated),
    godkandFskatt: knows(simulated),
  },
});

const skattekonto: MakePart = (_years, simulated) => ({
  kontohavare: simulated.persona.personidentitet,
  ...(knows(simulated)
    ? {
        utbetaltBelopp: 4000,
        bokforingsdag: dayFrom(simulated.now, -10),
        saldo: -682,
        preliminarRanta: -8,
        utbetalningskonto: 'Bankgiro, överföring',
      }
    : { saldo: 0 }),
  senastUppdaterad: `${dayFrom(simulated.now, -1)}T03:04:05`,
});

const skatteuppgifter: MakePart = (years, simulated) => ({
  identitet: simulated.persona.personidentitet,
  beslutadeSkatteuppgifter: entries(years, simulated, 1, (year, index) => ({
    beskattningsar: year,
    beskattningsperiod: `${year}P4`,
    datumFaststalld: `${year + 1}-08-26`,
    uppgifter: {
      inkomstar: String(year),
      overskottAvTjanst: String(144_926 + index),
      sumKapital: String(12_345 + index),
      fastStalldinkomst: String(144_900 + index),
      summaSlutligSkatt: String(34_712 + index),
    },
  })),
});

/** Made up: no sample of this part is public. */
const individuppgifter: MakePart = (years, simulated) => ({
  identitet: simulated.persona.personidentitet,
  individuppgifter: entries(years, simulated, 2, (year, index) => ({
    redovisningsperiod: `${year}${String((index % 12) + 1).padStart(2, '0')}`,
    arbetsgivare: EMPLOYERS[index % EMPLOYERS.length],
    kontantErsattning: 18_500 + index,
    avdragenSkatt: 4_300 + index,
  })),
});

/** Made up: no sample of this part is public. */
const beskattningsbilagor: MakePart = (years, simulated) => ({
  identitet: simulated.persona.personidentitet,
  beskattningsbilagor: entries(years, simulated, 1, (year, index) => ({
    beskattningsar: year,
    bilaga: 'K4',
    benamning: 'Försäljning av värdepapper',
    vinst: 1_200 + index,
    forlust: 0,
  })),
});

const PARTS: Readonly<Record<Del, MakePart>> = {
  foretagsinformation,
  individuppgifter,
  skattekonto,
  skatteuppgifter,
  beskattningsbilagor,
};

/** The answer about one part. What marks a protected identity, and the text with the nonce, are made up. */
export const simulatedSvar = (del: Del, years: readonly number[], simulated: SimulatedCase): JsonObject => ({
  ...PARTS[del](years, simulated),
  ...(simulated.persona.data === 'protected' ? { skyddadePersonuppgifter: true } : {}),
  ...(simulated.nonce === undefined ? {} : { upplysning: simulated.nonce }),
});
