/** Namespace of the seed-era FK question (seed appendix b). */
export const FORMANSINFORMATION_NS =
  'http://schema.forsakringskassan.se/extern_samverkan/hamtaformansinformation/1';

/** The benefits of a seed-era `formansforteckning`, all of them and in this order (seed 3.2.3, appendix b). */
export const FORMANER = [
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
] as const;
