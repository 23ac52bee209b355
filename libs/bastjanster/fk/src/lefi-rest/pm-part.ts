import { dayFrom, type JsonObject } from '@ssbtek/bastjanst-kit';
import { named, type Klass } from './information-types';
import { has, type Asked } from './read-fraga';

type Entry = readonly [klass: Klass, kod: string, entry: JsonObject];

const formansgrupp = named('PM:AP');

/** What the simulated people have at Pensionsmyndigheten: a pension, and a life certificate. */
const entries = (now: Date): readonly Entry[] => [
  ['ansprak', 'PM:AP', { ansprakid: 'A-1', ankomstdatum: dayFrom(now, -400), formansgrupp }],
  [
    'beslut',
    'PM:AP',
    {
      beslutsid: 'B-1',
      beslutsdatum: dayFrom(now, -380),
      formansgrupp,
      beslutsstatus: { kod: 'SLUTLIGT', beskrivning: 'Slutligt' },
      beslutsutfall: { kod: 'BIFALL', beskrivning: 'Bifall' },
    },
  ],
  [
    'utbetalningar',
    'PM:AP',
    {
      utbetalningsdatum: dayFrom(now, -4),
      bruttobelopp: 9100,
      nettobelopp: 7200,
      utbetalningsrader: [{ formansgrupp, belopp: 9100 }],
    },
  ],
  [
    'ovrigInformation',
    'PM:LINT',
    {
      informationstyp: named('PM:LINT'),
      levnadsintyg: {
        senastUppdaterad: dayFrom(now, -200),
        levnadsintygsstatus: { kod: 1, beskrivning: 'Mottaget' },
      },
    },
  ],
];

/** What follows Pensionsmyndigheten's model, of what was asked about. */
export const pmPart = (asked: readonly Asked[], now: Date): JsonObject =>
  Object.fromEntries(
    entries(now)
      .filter(([klass, kod]) => has(asked, klass, kod))
      .map(([klass, , entry]) => [klass, [entry]]),
  );
