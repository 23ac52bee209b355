/** What is asked, as a caller of node-soap writes it. */
export const WELL = '191212121212';
export const ERRORS = '199908072391';
export const NOBODY = '1';

export const ELEMENTS = ['AF', 'CSN', 'FK', 'SKV', 'SO', 'TNS', 'MIV'] as const;
export const DELAR = [
  'foretagsinformation',
  'individuppgifter',
  'skattekonto',
  'skatteuppgifter',
  'beskattningsbilagor',
] as const;

const FORMANER = [
  'alderspension',
  'arbetsskadelivranta',
  'sjukOchAktivitetsersattning',
  'prognos',
  'tillfalligForaldrapenning',
  'sjukpenninggrundandeInkomst',
  'levnadsintyg',
  'sjukpenning',
  'foraldrapenning',
  'rehabersattning',
  'smittbararersattning',
  'havandeskapspenning',
  'narstaendepenning',
  'dagpenningTillTotalforsvarspliktiga',
  'aktivitetsstod',
  'barnbidrag',
  'bostadsbidrag',
  'bostadstillagg',
  'efterlevandepension',
  'handikappersattning',
  'underhallsstod',
  'utbetalning',
  'vardbidrag',
  'yrkesskadelivranta',
  'studiemedel',
  'intjanande',
  'forsakringstillhorighet',
];

/** The question of a contract version about a person. */
export const question = (version: string, person: string): object => ({
  generellaFrageparametrar: {
    frageTidpunkt: '2026-11-24T09:30:47.123',
    korrelationsid: 'KORR-Å',
    fraganSkallInkluderasISvaret: true,
    ingivare: { organisationsnummer: '162120002411', namn: 'Kommun Å', handlaggare: 'HL123456' },
    personidentitet: person,
    arendeidentitet: 'AID12341234',
    tidsperiod: { fromDatum: '2026-10-01', tomDatum: '2026-11-24' },
    syfte: 'Ekonomiskt försörjningsstöd',
    lagtext: '11 kap. 11 a § socialtjänstlagen',
  },
  specifikaFrageparametrar: Object.fromEntries(
    ELEMENTS.map((element) => [
      element,
      { attributes: { inkludera: true }, ...specifikt(version, element, person) },
    ]),
  ),
});

const all = (names: readonly string[]): Record<string, boolean> =>
  Object.fromEntries(names.map((name) => [name, true]));

function specifikt(version: string, element: string, person: string): object {
  if (element === 'FK' && version === 'v1') return { formansforteckning: all(FORMANER) };
  if (element === 'FK') return { fraga: { aktorsid: 'KOMMUN-A-01', lefiJsonFraga: lefi(person) } };
  if (element === 'SKV' && version === 'v11') return { fraga: { ar: [2024, 2025], ...all(DELAR) } };
  return {};
}

function lefi(personnummer: string): string {
  const period = { from: '2026-10-01', tom: '2026-11-24' };
  return Buffer.from(JSON.stringify({ personnummer, period, formansinformation: ['FK:BOB'] })).toString(
    'base64',
  );
}
