import { dayFrom, entriesOf, textOf, type AgencyKod, type SimulatedCase } from '@ssbtek/bastjanst-kit';
import { descend, element, writeXml, type XmlElement, type XmlOut } from '@ssbtek/xml';
import { KOMMUNFRAGA_NS, SAMBRUK_NS, SVAR } from './descriptor';

const NAMESPACES = {
  '': KOMMUNFRAGA_NS,
  per: 'http://schema.csn.se/v4.0/person',
  gem: 'http://schema.csn.se/v4.0/csntyper',
  sm: 'http://schema.csn.se/v4.0/studiemedel',
  sam: SAMBRUK_NS,
};

/** Personidentitet that a question is about, or undefined. */
export function personIn(fraga: XmlElement): string | undefined {
  const medlem = descend(fraga, 'Hushallsmedlemmar', 'Hushallsmedlem');
  const number = `${textOf(medlem, 'HushallsMedlemsIdSekel')}${textOf(medlem, 'HushallsMedlemsId')}`;
  return /^\d{12}$/.test(number) ? number : undefined;
}

/**
 * A CSNSvar of version 4.0.
 * @param ascii other characters as character references, for a 7bit part
 */
export function simulatedSvar(
  fraga: XmlElement,
  kod: AgencyKod,
  simulated: SimulatedCase,
  ascii: boolean,
): Uint8Array {
  const open = kod.becomes === 'data';
  const free = open && simulated.nonce !== undefined ? ` ${simulated.nonce}` : '';
  const xml = writeXml(
    element(
      SVAR,
      [
        element('GemensamtSvarEkbistand', [
          element('Resultat', [element('ResultatKod', kod.kod), element('ResultatText', kod.text + free)]),
        ]),
        element('GemensamtFragaEkbistand', fraga.children.map(copy)),
        element('Personer', open ? [person(simulated)] : []),
      ],
      { namespaces: NAMESPACES, attributes: { schemaVersion: '4.0' } },
    ),
  );
  const written = ascii ? xml.replace(/[^\0-\x7F]/gu, (c) => `&#${c.codePointAt(0)};`) : xml;
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${written}`);
}

const copy = ({ local, children, text }: XmlElement): XmlOut =>
  element(`sam:${local}`, children.length > 0 ? children.map(copy) : text);

function person(simulated: SimulatedCase): XmlOut {
  const { personidentitet, data } = simulated.persona;
  const found = data !== 'nothing';
  const flag = (name: string, set: boolean): XmlOut => element(`gem:${name}`, set ? '1' : '0');
  return element(
    'Person',
    [
      element('per:Studiestodstypforteckning', [
        flag('studiemedel', found),
        flag('studiehjalp', false),
        flag('hemutrustningslan', false),
        flag('studiestartsstod', false),
        flag('omstallningsstudiestod', false),
      ]),
      element('per:Studiemedel', found ? [element('per:Arenden', [arende(simulated)])] : []),
      element('per:Studiehjalp', []),
      element('per:HemutrustningsLan', []),
      element('per:Studiestartsstod', []),
      element('per:Omstallningsstudiestod', []),
    ],
    {
      attributes: {
        personnummer: personidentitet.slice(2),
        Status: found ? ' '.repeat(10) : 'Ej träff',
        sekretess: data === 'protected' ? 'Ja' : '',
        sekel: personidentitet.slice(0, 2),
      },
    },
  );
}

function arende({ persona, now }: SimulatedCase): XmlOut {
  const datum = (days: number): string => dayFrom(now, days).replaceAll('-', '');
  const sokt = element('sm:soktTid', [
    element('gem:soktfrom', datum(-60)),
    element('gem:sokttom', datum(80)),
    element('gem:soktomfattning', '100'),
    element('gem:soktlan', 'J'),
  ]);
  const beviljad = element('sm:BeviljadTid', [
    element('gem:starttid', '202627'),
    element('gem:sluttid', '202652'),
    element('gem:takt', '100'),
    ...summa(26),
  ]);
  const utbetalning = (index: number): XmlOut =>
    element('sm:Utbetalning', [
      element('gem:utbetdatum', datum(28 * (index - 2))),
      element('gem:utbetstatus', index < 2 ? 'Utbetald' : 'Planerad'),
      element('gem:Utbetaldatider', [
        element('gem:Utbetaldtid', [
          element('gem:startvecka', '202627'),
          element('gem:slutvecka', '202630'),
          ...summa(4),
        ]),
      ]),
      element('gem:totbelopp', String(4 * (BIDRAG + LAN))),
    ]);
  return element(
    'per:Arende',
    [
      element('sm:stodform', 'GRUND'),
      element('sm:klartext', 'Studiemedel för studier i Sverige'),
      element('sm:status', 'BESLUTAT'),
      element('sm:soktaTider', [sokt]),
      element('sm:BeviljadeTider', [beviljad]),
      element('sm:UtbetalningsPlan', entriesOf(persona, 3, utbetalning)),
    ],
    { attributes: { lopnummer: '1' } },
  );
}

/** Kronor a week. */
const [BIDRAG, LAN] = [1011, 2323];

/** The amounts of so many weeks: each kind, then the total. */
function summa(weeks: number): readonly XmlOut[] {
  const belopp = (typ: string, klartext: string, amount: number): XmlOut =>
    element('gem:Belopp', [
      element('gem:beloppstyp', typ),
      element('gem:klartext', klartext),
      element('gem:belopp', String(amount)),
      element('gem:totbelopp', String(weeks * amount)),
    ]);
  return [
    element('gem:Beloppen', [belopp('GRUNDB', 'Bidrag', BIDRAG), belopp('GRUNDL', 'Lån', LAN)]),
    element('gem:totbelopp', String(weeks * (BIDRAG + LAN))),
  ];
}
