import { dayFrom, jsonEntriesOf, type JsonObject, type SimulatedCase } from '@ssbtek/bastjanst-kit';
import { named } from './information-types';
import { pmPart } from './pm-part';
import { has, type Asked, type Fraga } from './read-fraga';

/** Deviation of a group: what it is, for the answer's text (sources.md 2.3). */
const AVVIKELSER: Readonly<Record<string, string>> = {
  INTERNT_FEL: 'Internt fel',
  OBEHORIG: 'Ej behörig',
};
/** States an utlamnare can be in besides OK (sources.md 2.3). */
const TILLSTAND: Readonly<Record<string, string>> = {
  FELANDE: 'Felande',
  OTILLGANGLIG: 'Otillgänglig',
};
const UTLAMNARE: Readonly<Record<string, string>> = { FK: 'Försäkringskassan', PM: 'Pensionsmyndigheten' };
/** Where the answer has a benefit of FK's model; of these the simulated people have something. */
const ARENDEN: Readonly<Record<string, string>> = {
  'FK:SJP': 'sjukpenningarende',
  'FK:ABB': 'barnbidragsarende',
  'FK:BOB': 'bostadsbidragsarende',
  'FK:US': 'underhallsstodsmottag',
};

const utlamnareOf = ({ kod }: Asked): string => kod.slice(0, 2);

/**
 * A LEFI answer: for each group asked about what the person has, the state of each utlamnare, and the deviations
 * that the code wants. The group a deviation hits and the utlamnare that is away add nothing.
 */
export function simulatedSvar({ personnummer, asked }: Fraga, simulated: SimulatedCase): JsonObject {
  const { kod = '' } = simulated;
  const avvikelse = Object.hasOwn(AVVIKELSER, kod) ? deviating(asked) : undefined;
  const away = Object.hasOwn(TILLSTAND, kod) ? utlamnareOf(asked.at(-1) as Asked) : undefined;
  const told = asked.filter((one) => one !== avvikelse && utlamnareOf(one) !== away);
  return {
    utlamnare: [...new Set(asked.map(utlamnareOf))].map((one) =>
      tillstand(one, one === away ? kod : undefined, simulated.nonce),
    ),
    avvikelser: avvikelse ? { [avvikelse.klass]: [deviation(avvikelse, kod)] } : {},
    ...fkPart(personnummer, told, simulated),
    ...(simulated.persona.data === 'nothing' ? {} : pmPart(told, simulated.now)),
  };
}

/** The first benefit asked about, else the first thing. */
const deviating = (asked: readonly Asked[]): Asked | undefined =>
  asked.find(({ klass }) => klass === 'formansinformation') ?? asked[0];

function deviation({ klass, kod }: Asked, avvikelse: string): JsonObject {
  const what = klass === 'ovrigInformation' ? 'ovrigInformationstyp' : 'formansgrupp';
  return { avvikelse: { kod: avvikelse, beskrivning: AVVIKELSER[avvikelse] }, [what]: named(kod) };
}

/** The nonce stands in the state's text, the one free text that every answer has. */
function tillstand(utlamnare: string, kod: string | undefined, nonce = ''): JsonObject {
  const beskrivning = kod === undefined ? 'Tillgänglig' : (TILLSTAND[kod] ?? kod);
  return {
    utlamnare: { kod: utlamnare, namn: UTLAMNARE[utlamnare] ?? utlamnare },
    tillstand: { kod: kod ?? 'OK', beskrivning: `${beskrivning} ${nonce}`.trim() },
  };
}

/** What follows FK's model: the person, the benefits, the payments. */
function fkPart(personnummer: string, asked: readonly Asked[], simulated: SimulatedCase): JsonObject {
  const { persona, now } = simulated;
  const person = has(asked, 'ovrigInformation', 'FK:GEPI')
    ? { generellPersoninformation: [personinformation(personnummer, simulated)] }
    : {};
  const held =
    persona.data === 'nothing'
      ? []
      : Object.entries(ARENDEN)
          .filter(([kod]) => has(asked, 'formansinformation', kod))
          .map(([kod, key]) => [key, [arende(kod, now)]] as const);
  const paid =
    persona.data !== 'nothing' && has(asked, 'utbetalningar', /^FK:/)
      ? { utbetalningsuppgift: jsonEntriesOf(persona, 3, (index) => utbetalning(index, now)) }
      : {};
  const all = { ...person, ...Object.fromEntries(held), ...paid };
  return Object.keys(all).length > 0 ? { formansinformation: all } : {};
}

function personinformation(personnummer: string, { persona, now }: SimulatedCase): JsonObject {
  const skyddad = persona.data === 'protected';
  const open = {
    namn: `${persona.fornamn} ${persona.efternamn}`,
    adress: [
      {
        utdelningadress: ['Fiktiva vägen 1 LGH 1001'],
        postnummer: '00000',
        postort: 'FIKTIVSTAD',
        land: { kod: 'SE', namn: 'SVERIGE' },
      },
    ],
    folkbokford: [{ lan: '22', kommun: '81' }],
  };
  return {
    personnummer,
    skyddad,
    ...(skyddad ? {} : open),
    civilstand: { id: 1, beskrivning: 'Ogift' },
    medborgarskap: [{ datum: dayFrom(now, -9000), land: { kod: 'SE', namn: 'SVERIGE' } }],
  };
}

const arende = (kod: string, now: Date): JsonObject => ({
  startades: dayFrom(now, -120),
  aktivt: true,
  avslaget: false,
  beslut: [
    {
      fattades: dayFrom(now, -95),
      definitivt: true,
      forman: { id: kod.slice(3), beskrivning: named(kod).beskrivning },
      period: { fran: dayFrom(now, -90), till: dayFrom(now, 275) },
      beslutatBruttobelopp: { summa: 1250.5, valuta: 'SEK' },
    },
  ],
});

const utbetalning = (index: number, now: Date): JsonObject => ({
  typ: { id: 1, beskrivning: 'Utbetalning' },
  formansfamilj: { id: 'BOB', beskrivning: 'Bostadsbidrag' },
  datum: dayFrom(now, -30 * index - 5),
  period: { fran: dayFrom(now, -30 * index - 35), till: dayFrom(now, -30 * index - 6) },
  bruttobelopp: { summa: 1250 + index, valuta: 'SEK' },
  skattebelopp: { summa: 0, valuta: 'SEK' },
  nettobelopp: { summa: 1250 + index, valuta: 'SEK' },
});
