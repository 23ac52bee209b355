import { rulesOf, type Rule, type RuleRow } from './rule.ts';

/** A row per mapped field: the element on the agency's side. */
const mapped =
  (spec: string, source: string) =>
  (rule: string, field: string): RuleRow => [rule, source, new RegExp(`${spec}.*› .*\\b${field}\\b`)];

const FORMATS = rulesOf('2.0', [
  [
    'Twelve digits of organisation number to AF, SKV, SO, TNS, MIV',
    'sources.md 2.0',
    [
      /af\.spec.*rganisationsnummer.*168020069582/,
      /soap\.spec.*rganisationsnummer.*168020069582/,
      /\/so\.spec.*rganisationsnummer.*168020069582/,
      /tns\.spec.*12 digits organisationsnummer/,
      /miv\.spec.*organisationsnummer 168020069582/,
    ],
  ],
  ['Ten digits to FK (LEFI Online): the last ten', 'sources.md 2.0', /lefi-online.*ten digits/],
  ['Ten digits in iip headers', 'sources.md 2.0', /envelope\.ts .*header of an ombud.*as printed/],
  ['Ten digits in SHS addresses', 'sources.md 2.0', /shs-label\.spec.*organisation number with prefix/],
  ['CSN gets NNNNNN-NNNN', 'sources.md 2.0', /csn\.spec.*NNNNNN-NNNN/],
  [
    'Twelve digits of person to AF, SKV, SO, FK, MIV and CSN HushallsId',
    'sources.md 2.0',
    [
      /af\.spec.*200001022391/,
      /soap\.spec.*200001022391/,
      /\/so\.spec.*200001022391/,
      /lefi-online\.spec.*200001022391/,
      /miv\.spec.*200001022391/,
      /csn\.spec.*HushallsId.*200001022391/,
    ],
  ],
  [
    'sekel and ten digits to CSN and TNS',
    'sources.md 2.0',
    [/csn\.spec.*HushallsMedlemsIdSekel/, /tns\.spec.*sekel/],
  ],
  [
    'A samordningsnummer is sent as any other number',
    'sources.md 2.0',
    /sources\.md 2\.0: samordningsnummer too/,
  ],
  [
    'CSN answers -1004 for a samordningsnummer',
    'sources.md 2.0',
    /csn\.spec.*samordningsnummer, by its persona/,
    'guess',
  ],
  [
    'A time zone stays in xs:date to AF and SO',
    'sources.md 2.0',
    [/af\.spec.*a time zone stays/, /\/so\.spec.*a time zone stays/],
  ],
]);

const af = mapped('af\\.spec', 'sources.md 2.1, seed 6.1');
const AF = rulesOf('2.1', [
  ['SOAP 1.1, all qualified', 'sources.md 2.1', /af\.spec.*SOAP 1\.1 over POST/],
  af('ingivare.organisationsnummer → OrganisationsnummerForIngivare', 'OrganisationsnummerForIngivare'),
  af('ingivare.namn → NamnPaIngivare', 'NamnPaIngivare'),
  af('ingivare.handlaggare → KontonamnForHandlaggare', 'KontonamnForHandlaggare'),
  af('personidentitet → IdentitetsbeteckningFysiskPerson', 'IdentitetsbeteckningFysiskPerson'),
  af('arendeidentitet → Referensnummer', 'Referensnummer'),
  af('period → From', 'From'),
  af('period → Tom', 'Tom'),
  af(
    'constant 162021005521 → OrganisationsnummerForPersonuppgiftsbitrade',
    'OrganisationsnummerForPersonuppgiftsbitrade',
  ),
  af('constant Försäkringskassan → NamnPaPersonuppgiftsbitrade', 'NamnPaPersonuppgiftsbitrade'),
  af('syfte → SyfteMedFraga', 'SyfteMedFraga'),
  af('lagtext → LagParagraf', 'LagParagraf'),
  [
    'Test is 1 towards the test environment only, else left out',
    'sources.md 2.1, seed 6.1',
    /af\.spec.*Test is/,
  ],
  [
    'Inkludera: ArbetssokandeInfo, AkasseInfo, BeslutInfo all 1',
    'sources.md 2.1, seed 6.1',
    /af\.spec.*Inkludera attributes/,
  ],
  [
    'The children of SvarMeddelande are the data',
    'sources.md 2.1, seed 6.8',
    /af\.spec.*children of SvarMeddelande/,
  ],
  [
    'A status above 99 is error BT with code and text; 0 and 10 are data',
    'sources.md 2.1, seed 7.3.2',
    /af\.spec.*above 99/,
  ],
  [
    'AF’s limits (months, future dates, purpose, paragraph) are AF’s to check',
    'sources.md 2.1',
    /rules-2.*AF’s limits/,
  ],
  ['The table of codes 0 to 700', 'sources.md 2.1, seed 7.3.3', /af\.spec.*lists every code/],
]);

const csn = mapped('csn\\.spec', 'sources.md 2.2, seed 6.2');
const CSN = rulesOf('2.2', [
  ['CSN is asked over synchronous SHS', 'sources.md 2.2', /csn\.spec.*synchronous SHS request/],
  csn('ingivare.organisationsnummer → BegarData.Kommun', 'Kommun'),
  csn('ingivare.handlaggare → HandlaggareId', 'HandlaggareId'),
  csn('personidentitet → HushallsId', 'HushallsId'),
  csn('digits 1–2 → HushallsMedlemsIdSekel', 'HushallsMedlemsIdSekel'),
  csn('digits 3–12, ten of them → HushallsMedlemsId', 'HushallsMedlemsId'),
  csn('arendeidentitet → ArendeId', 'ArendeId'),
  csn('period → FromDatum as ÅÅÅÅMMDD', 'FromDatum'),
  csn('period → TomDatum as ÅÅÅÅMMDD', 'TomDatum'),
  csn('SchemaVersion is 1.0', 'SchemaVersion'),
  csn('AppNamn is SSBTEK', 'AppNamn'),
  csn('AppVersion is 1.0', 'AppVersion'),
  [
    'SubOrgKod, MaxAntalSvar, AnropsId, LastDataVersion are left out',
    'sources.md 2.2',
    /csn\.spec.*is left out/,
  ],
  ['namn, personuppgiftsbitrade, syfte, lagtext are not sent', 'sources.md 2.2', /csn\.spec.*is not sent/],
  [
    '31 characters are taken, 32 give -1005; SSBTEK does not check',
    'sources.md 2.2',
    /csn\.spec.*32 characters/,
  ],
  ['The document is delivered unchanged', 'sources.md 2.2, seed 6.9', /csn\.spec.*byte for byte/],
  [
    'ResultatKod other than 0 is error BT with ResultatKod and ResultatText',
    'sources.md 2.2, seed 7.3.2',
    /csn\.spec.*ResultatKod other than 0/,
  ],
  [
    '-1006 comes with one of five texts, as CSN sent it',
    'sources.md 2.2, seed 7.3.3',
    /csn\.spec.*-1006 with the text/,
  ],
  ['The date window is CSN’s to check', 'sources.md 2.2', /rules-2.*CSN’s window/],
  ['Versions 3.0 and 4.0 of the answer are read', 'sources.md 2.2', /csn\.spec.*version 4\.0/],
  ['The table of codes 0 to -1104', 'sources.md 2.2, seed 7.3.3', /csn\.spec.*list of codes/],
  [
    '-2, no data about the person, is error BT all the same',
    'sources.md 2.2, 5 #16',
    /rules-2.*no data about the person/,
  ],
]);

const lefi = mapped('lefi-online', 'sources.md 2.3, seed 6.3');
const FK = rulesOf('2.3', [
  lefi('v1: anvandareId from configuration', 'anvandareId'),
  lefi('v1: frageTidpunkt → skapades', 'skapades'),
  [
    'v1: now is skapades if frageTidpunkt is absent',
    'sources.md 2.3',
    /lefi-online.*the time of the call/,
    'guess',
  ],
  lefi('v1: korrelationsid → korrelationsid', 'korrelationsid'),
  lefi('v1: ingivare.organisationsnummer → Organisationsnummer, ten digits', 'Organisationsnummer'),
  lefi('v1: personidentitet → personnummer', 'personnummer'),
  lefi('v1: period → from', 'from'),
  lefi('v1: period → tom', 'tom'),
  ['v1: formansforteckning is copied', 'sources.md 2.3, seed 6.3', /lefi-online.*formansforteckning copied/],
  [
    'v1: namn, handlaggare, arendeidentitet, biträde, syfte, lagtext are not sent',
    'sources.md 2.3',
    /lefi-online.*is not sent/,
  ],
  [
    'v1: everything under Svarspost is the data',
    'sources.md 2.3, seed 6.10',
    /lefi-online.*everything under svarspost/,
  ],
  ['v1: fel gives kod and beskrivning', 'sources.md 2.3, seed 7.3.2', /lefi-online.*kod and beskrivning/],
  ['v1: the codes 1000 to 1002', 'sources.md 2.3, seed 7.3.3', /lefi-online.*lists every code/],
  [
    'v10: POST to the path of version and aktorsid',
    'sources.md 2.3',
    /lefi-rest.*the aktorsid of the question/,
  ],
  ['v10: version is v9 when left out', 'sources.md 2.3', /lefi\.ts .*in version v9 when none/],
  [
    'v10: a version or an aktorsid that is no part of a path is an error of FK alone, an empty one too',
    'sources.md 2.3',
    [/versions\.ts .*an error of its own/, /lefi-rest.*cannot ask with/],
    'guess',
  ],
  ['v10: lefiJsonFraga decoded is the body', 'sources.md 2.3', /lefi-rest.*decoded question byte for byte/],
  ['v10: the answer’s bytes are lefiJsonSvar', 'sources.md 2.3', /lefi-rest.*answer’s bytes/],
  ['v10: SSBTEK maps nothing of the general part', 'sources.md 2.3', /lefi-rest.*is not sent/],
  ['v10: an unknown version is an error', 'sources.md 2.3', /lefi-rest.*unknown version/],
  [
    'v10: 400 without group or type, or beyond two years',
    'sources.md 2.3',
    /lefi-rest.*longer than two years/,
  ],
  ['v10: 403 for an unknown actor', 'sources.md 2.3', /lefi-rest.*unknown actor/],
  ['v10: 500, internal', 'sources.md 2.3', /lefi-rest.*500 when told to/],
  [
    'v10: 200 with avvikelser or an absent utlamnare is data',
    'sources.md 2.3',
    /lefi-rest.*deviations and absent utlamnare/,
  ],
  [
    'v10: an HTTP error is BT, status as felkod, meddelande or reason phrase as text',
    'sources.md 2.3, architecture 2',
    /json\.ts .*reason phrase/,
    'guess',
  ],
  ['v10: personnummer of ten or twelve digits', 'sources.md 2.3', /lefi\.ts .*in ten digits/],
  [
    'v10: an inner personnummer of somebody else is refused',
    'sources.md 2.3, 5 #23',
    /lefi\.ts .*another person \(/,
    'guess',
  ],
  [
    'v10: tillgangligaInformationstyper is the test operation',
    'sources.md 2.3',
    /lefi-rest.*GET of what the actor/,
    'guess',
  ],
]);

const skv = mapped('soap\\.spec', 'sources.md 2.4, seed 6.4');
const SKV = rulesOf('2.4', [
  [
    'forfragan is an unqualified string that holds an escaped document',
    'sources.md 2.4',
    /soap\.spec.*escaped, in the unqualified forfragan/,
  ],
  skv('ingivare.organisationsnummer → OrganisationsnummerForIngivare', 'OrganisationsnummerForIngivare'),
  skv('ingivare.namn → NamnPaIngivare', 'NamnPaIngivare'),
  skv('ingivare.handlaggare → KontonamnForHandlaggare', 'KontonamnForHandlaggare'),
  skv('personidentitet → IdentitetsbeteckningFysiskPerson', 'IdentitetsbeteckningFysiskPerson'),
  skv('arendeidentitet → Referensnummer', 'Referensnummer'),
  skv(
    'constant → OrganisationsnummerForPersonuppgiftsbitrade',
    'OrganisationsnummerForPersonuppgiftsbitrade',
  ),
  skv('constant → NamnPaPersonuppgiftsbitrade', 'NamnPaPersonuppgiftsbitrade'),
  ['tidsperiod, syfte, lagtext are not sent', 'sources.md 2.4', /soap\.spec.*is not sent/],
  [
    'svar with its escaped XML is the data',
    'sources.md 2.4, seed 6.11',
    /soap\.spec.*the element svar itself/,
  ],
  [
    'A fault’s MeddelandeKod and MeddelandeText are the error',
    'sources.md 2.4, seed 7.3.2',
    /soap\.spec.*MeddelandeKod and MeddelandeText/,
  ],
  ['MeddelandeText may be missing', 'sources.md 2.4', /soap\.spec.*without text/],
  [
    '403, 404, 500 without a readable fault are BT with the listed text',
    'sources.md 2.4, 5 #14',
    /soap\.spec.*without a readable fault is BT/,
  ],
  ['The table of codes', 'sources.md 2.4, seed 7.3.3', /soap\.spec.*list of codes/],
  ['v11: a call for each part', 'sources.md 2.4', /beskattning\.spec.*POST of JSON/, 'guess'],
  [
    'v11: the general part’s period, syfte, lagtext are not sent',
    'sources.md 2.4',
    /beskattning\.spec.*is not sent/,
  ],
]);

const so = mapped('/so\\.spec', 'sources.md 2.5, seed 6.5');
const SO = rulesOf('2.5', [
  so('ingivare.organisationsnummer → OrganisationsnummerIngivare', 'OrganisationsnummerIngivare'),
  so('ingivare.namn → NamnIngivare', 'NamnIngivare'),
  so('ingivare.handlaggare → KontonamnHandlaggare', 'KontonamnHandlaggare'),
  so('personidentitet → IdentificationNumber', 'IdentificationNumber'),
  so('arendeidentitet → Referensnummer', 'Referensnummer'),
  so('period → From', 'From'),
  so('period → Tom', 'Tom'),
  so('constant → OrganisationsnummerPersonuppgiftsbitrade', 'OrganisationsnummerPersonuppgiftsbitrade'),
  so('constant → NamnPersonuppgiftsbitrade', 'NamnPersonuppgiftsbitrade'),
  so('syfte → Syfte', 'Syfte'),
  so('lagtext → Paragraf', 'Paragraf'),
  [
    'Everything under GetUnemploymentBenefitPaymentResponse is the data',
    'sources.md 2.5, seed 6.12',
    /so\.spec.*is the data/,
  ],
  [
    'A SOAP fault gives faultcode and faultstring',
    'sources.md 2.5, seed 7.3.2',
    /so\.spec.*faultcode and faultstring/,
  ],
  ['201 is an error in the service', 'sources.md 2.5, seed 7.3.3', /so\.spec.*201/],
  ['1 is the status of a fund: data', 'sources.md 2.5, 5 #15', /so\.spec.*status 1 is data/, 'guess'],
]);

const tns = mapped('tns\\.spec', 'sources.md 2.6, seed 6.6');
const TNS = rulesOf('2.6', [
  tns('frageTidpunkt → header', 'frageTidpunkt'),
  ['frageTidpunkt is now if absent', 'sources.md 2.6', /tns\.spec.*is now when/, 'guess'],
  tns('ingivare.organisationsnummer → header', 'organisationsnummer'),
  tns('ingivare.namn → header', 'namn'),
  tns('ingivare.handlaggare → header', 'handlaggare'),
  tns('arendeidentitet → header', 'arendeidentitet'),
  tns('digits 1–2 → identifikation/sekel', 'sekel'),
  tns('digits 3–12 → identifikation/personnummer', 'personnummer'),
  [
    'Everything under HamtaUppgifterResponse is the data',
    'sources.md 2.6, seed 6.13',
    /tns\.spec.*is the data/,
  ],
  [
    'FEL is error BT: the first felkod, one felmeddelande per feltext',
    'sources.md 2.6',
    /tns\.spec.*first felkod/,
    'guess',
  ],
  ['The own SOAP header', 'sources.md 2.6, seed 6.6', /tns\.spec.*own header/, 'guess'],
  ['The listed code 99', 'sources.md 2.6, seed 7.3.3', /rules-2.*listed code 99/],
]);

const miv = mapped('miv\\.spec', 'sources.md 2.7, seed 6.7');
const MIV = rulesOf('2.7', [
  ['Only the outermost element is qualified', 'sources.md 2.7', /miv\.spec.*outermost element/],
  [
    'Body order: korrelationsid, personnummer, ingivare with handlaggare first',
    'sources.md 2.7',
    /miv\.spec.*handlaggare first/,
  ],
  miv('ingivare.organisationsnummer', 'organisationsnummer'),
  miv('ingivare.namn', 'namn'),
  miv('ingivare.handlaggare', 'handlaggare'),
  miv('personidentitet → personnummer', 'personnummer'),
  miv('korrelationsid → korrelationsid', 'korrelationsid'),
  [
    'Everything under findByPersonnummerResponse is the data',
    'sources.md 2.7, seed 6.14',
    /miv\.spec.*is the data/,
  ],
  [
    'A fault’s SSBTEKSoapException gives felkod and felmeddelande',
    'sources.md 2.7',
    /miv\.spec.*faultCode %s/,
    'guess',
  ],
  ['The listed codes 500-100 to 500-104', 'sources.md 2.7, seed 7.3.3', /miv\.spec.*500-104/],
  [
    'The header holds correlation_id and user',
    'sources.md 2.7',
    /miv\.spec.*correlation_id and user/,
    'guess',
  ],
]);

/** What each agency is asked and answers (sources.md 2). */
export const AGENCIES: readonly Rule[] = [...FORMATS, ...AF, ...CSN, ...FK, ...SKV, ...SO, ...TNS, ...MIV];
