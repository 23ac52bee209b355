import { rulesOf, type Rule } from './rule.ts';

const MUTATION = /describe-mutations.*one thing wrong.*%s/;
const WRONG = /wrong-values.*a wrong value/;

const REQUEST = rulesOf('1.3', [
  ['Elements of the question come in the order of the schema', 'sources.md 1.3', MUTATION],
  ['frageTidpunkt 0..1, xs:dateTime', 'sources.md 1.3', /rules-1-3.*frageTidpunkt/],
  ['korrelationsid 0..1, any text', 'sources.md 1.3', /values\.ts .*korrelationsid may be empty/],
  [
    'fraganSkallInkluderasISvaret 1, xs:boolean; an empty element is false, a missing one is an error',
    'sources.md 1.3',
    /values\.ts .*fraganSkallInkluderasISvaret|rules-1-3.*fraganSkallInkluderasISvaret/,
  ],
  [
    'ingivare 1 with organisationsnummer, namn, handlaggare, in that order',
    'sources.md 1.3',
    /rules-1-3.*ingivare/,
  ],
  [
    'personidentitet 1, twelve digits; a samordningsnummer is one too',
    'sources.md 1.3',
    /values\.ts .*samordningsnummer is let in/,
  ],
  [
    'arendeidentitet 1, at least one character, no longest length',
    'sources.md 1.3',
    /values\.ts .*arendeidentitet has no longest/,
  ],
  [
    'tidsperiod 1 with fromDatum and tomDatum, xs:date',
    'sources.md 1.3',
    /values\.ts .*fromDatum %j is the day/,
  ],
  ['personuppgiftsbitrade 0..n', 'sources.md 1.3', /values\.ts .*there may be %i personuppgiftsbitraden/],
  ['ordningsnummer of a biträde is 0..1, xs:short', 'sources.md 1.3', /values\.ts .*needs no ordningsnummer/],
  [
    'syfte and lagtext 1, may be empty',
    'sources.md 1.3',
    [/values\.ts .*syfte may be empty/, /values\.ts .*lagtext may be empty/],
  ],
  [
    'organisationsnummer has twelve digits, the fifth 2–9; that of the ingivare begins with 16',
    'sources.md 1.3',
    [/values\.ts .*organisationsnummer need not start with 16/, /wrong-values.*a wrong value/],
  ],
  [
    'A question is taken in every form that the schema allows: spellings, white space, comments, CDATA, xsi attributes',
    'sources.md 1.3',
    /takes\.ts every form of a question/,
  ],
  ['The general part’s years have four digits', 'sources.md 1.3', /wrong-values.*a wrong value/, 'guess'],
  ['Only ASCII digits are digits', 'sources.md 1.3', /rules-1-3.*ASCII/, 'guess'],
  [
    'A time zone of xs:date is stripped where YYYYMMDD is wanted',
    'sources.md 1.3',
    /csn\.spec.*time zone stripped/,
  ],
  [
    'All seven specifika elements, each exactly once, in order (v10, v11)',
    'sources.md 1.3',
    /v10\.exempel.*each exactly once/,
  ],
  [
    'inkludera is required, xs:boolean: true, false, 1, 0',
    'sources.md 1.3, seed 3.2',
    /values\.ts inkludera/,
  ],
  [
    'tidsperiod of AF, CSN, SO, TNS overrides the general one for that agency',
    'sources.md 1.3',
    /values\.ts .*replaces the general one/,
  ],
  ['TNS takes a tidsperiod, and it is ignored', 'sources.md 1.3', /tns\.spec.*no period of its own/],
  [
    'FK: fraga with version 0..1, aktorsid 1, lefiJsonFraga 1',
    'sources.md 1.3',
    /lefi\.ts FK’s question is refused/,
  ],
  ['SKV and MIV take no children in v10', 'sources.md 1.3', /v10\.exempel.*takes no parameters/],
  ['FK included without fraga is fault 1001', 'sources.md 1.3', /lefi\.ts .*no fraga/, 'guess'],
  ['An agency that is not included needs no children', 'sources.md 1.3', /lefi\.ts .*or not at all/],
  ['A wrong value is refused by its element’s name and never repeated', 'sources.md 1.3', WRONG],
  ['lefiJsonFraga is xs:base64Binary', 'sources.md 1.3', /lefi\.ts .*base64 with a stray character/],
]);

const DIFFERENCES = rulesOf('1.4', [
  ['The general part of v1 is that of v10', 'sources.md 1.4', /rules-1-4.*general part/],
  [
    'FK in v1: formansforteckning, all 27 flags present',
    'sources.md 1.4, seed 3.2.3',
    /v1\.refusals.*formansforteckning/,
  ],
  [
    'The 27 flags have the order of the contract',
    'sources.md 1.4',
    /v1\.schema.*27 flags|lefi-online.*27 flags/,
  ],
  ['FK in v1 may have a tidsperiod of its own', 'sources.md 1.4', /v1\.values.*tidsperiod of FK/],
  ['TNS and MIV came later: optional in v1', 'sources.md 1.4, 5 #6', /v1\.values.*may be there or not/],
  ['v10 differs from v1 in FK alone: a REST service of LEFI', 'sources.md 1.4', /rules-1-4.*FK alone/],
  ['v11 differs from v10 in namespace and SKV only', 'sources.md 1.4', /rules-1-4.*SKV only/],
  [
    'SKV included without fraga is refused with 1001 and a text that says why',
    'sources.md 1.4',
    /v11\.skv.*refused with/,
  ],
  [
    'SKV’s fraga: ar 1..n, then the five flags, in order',
    'sources.md 1.4',
    /describe-mutations.*one thing wrong.*%s/,
  ],
  ['SKV is asked for the years as listed', 'sources.md 1.4', /beskattning\.spec.*years as listed/],
  [
    'SKV answers in up to five parts with the names of the flags',
    'sources.md 1.4',
    /v11\.skv.*SKV answers in parts/,
  ],
  ['data of a part is directly base64 of JSON, no svar', 'sources.md 1.4', /rules-1-4.*directly base64/],
  [
    'Parts answer independently: one data, another BT / 404 / Not found',
    'sources.md 1.4',
    /beskattning\.spec.*BT \/ 404/,
  ],
  ['An agency-wide error stands last', 'sources.md 1.4', /rules-1-4.*agency-wide error/],
  [
    'Each part that was asked for is in the answer',
    'sources.md 1.4, architecture 11',
    /v11\.skv.*never without a part/,
  ],
]);

const RESPONSE = rulesOf('1.5', [
  [
    'fraga is in the answer only if it is wanted, whole and as asked',
    'sources.md 1.5',
    /echo\.ts .*whole question as asked/,
  ],
  ['fraga never holds headers', 'sources.md 1.5', /echo\.ts .*holds no SOAP headers/],
  [
    'frageTidpunkt and korrelationsid are echoed if given, never invented',
    'sources.md 1.5',
    /echo\.ts .*given %s|main-path.*never invents/,
  ],
  ['svarsdata has only the agencies asked for', 'sources.md 1.5', /describe-svar.*has only %s/],
  [
    'svarsdata has them in the order AF CSN FK SKV SO TNS MIV',
    'sources.md 1.5',
    /describe-svar.*in the order of the contract/,
  ],
  ['Each agency has data or error, never both', 'sources.md 1.5', /describe-svar.*never mixes/],
  [
    'AF/data holds Fraga and Svar, without any wrapper',
    'sources.md 1.5, seed 6.8',
    /af\.spec.*without any wrapper/,
  ],
  ['CSN/data holds svar, base64', 'sources.md 1.5, seed 6.9', /describe-svar.*byte for byte in base64/],
  [
    'FK/data of v10 and v11 holds lefiJsonSvar, base64',
    'sources.md 1.5',
    /describe-svar.*byte for byte in base64/,
  ],
  ['SKV/data of v10 holds an unqualified svar', 'sources.md 1.5', /soap\.spec.*the element svar itself/],
  ['SO/data is qualified', 'sources.md 1.5, seed 6.12', /so\.spec.*is the data/],
  ['TNS/data is qualified', 'sources.md 1.5, seed 6.13', /tns\.spec.*is the data/],
  ['MIV/data holds an unqualified response', 'sources.md 1.5, seed 6.14', /miv\.spec.*is the data/],
  [
    'The data of AF, SO, TNS, MIV and (v10) SKV have the agencies’ types in the served schema',
    'sources.md 1.5',
    /answer-types.*the type of data/,
  ],
  ['error is kalla 1, felkod 1, felmeddelande 1..n', 'sources.md 1.5', /answer-schema.*no felmeddelande/],
  [
    'felmeddelande may be there several times',
    'sources.md 1.5',
    /describe-svar.*one felmeddelande for each text/,
  ],
  [
    'kalla is SSBT or BT in v10 and v11, SSBTEK or BT in v1',
    'sources.md 1.5, seed 7.2',
    /answer-schema.*knows kalla/,
  ],
  ['BT: code and text come from the agency', 'sources.md 1.5, seed 7.2', /failure\.spec.*BT/],
  [
    'Agency answers are delivered untouched',
    'sources.md 1.5, seed 5',
    /opaque\.ts agency data stands untouched/,
  ],
  [
    'Agency data is not validated strictly: AF without Fraga is data',
    'sources.md 1.5',
    /af\.spec.*leaves out Fraga/,
  ],
  ['So is a SO answer that lacks mandatory elements', 'sources.md 1.5', /so\.spec.*is data \(sources/],
]);

const FAULTS = rulesOf('1.6', [
  [
    'A SOAP fault has hamtaBastjanstInformationFault: felkod 1, felmeddelande 1..n',
    'sources.md 1.6',
    /fault\.ts .*valid against the schema/,
  ],
  ['1000 with its text', 'sources.md 1.6', /fault\.ts .*› 1000/],
  ['1001 with its text', 'sources.md 1.6', /fault\.ts .*› 1001/],
  ['1002 with its text', 'sources.md 1.6', /fault\.ts .*› 1002/],
  ['2000: the agency did not answer in time', 'sources.md 1.6, seed 7.3.1', /failure\.spec.*SSBTEK 2000/],
  ['2001: technical error with the agency', 'sources.md 1.6, seed 7.3.1', /failure\.spec.*SSBTEK 2001/],
  ['The fault is in the namespace of the question', 'sources.md 1.6', /fault\.ts .*children too/],
  [
    'faultcode Client for 1001, Server for 1000 and 1002',
    'sources.md 1.6',
    /fault\.ts .*soap:Client/,
    'guess',
  ],
  ['HTTP 500 with a fault', 'sources.md 1.6', /examples\.spec.*HTTP 500/, 'guess'],
  [
    'A fault only when SSBTEK itself fails: seven failed agencies are an answer',
    'sources.md 1.6, seed 7.1',
    /examples\.spec.*seven failed agencies/,
  ],
]);

const TESTA = rulesOf('1.7', [
  ['The request is an empty element', 'sources.md 1.7', /testa\.ts .*empty element/],
  [
    'Anything in it is fault testaBastjanstInformationFault',
    'sources.md 1.7',
    /testa\.ts .*and refused with/,
  ],
  ['The answer has each agency 0..1, in order', 'sources.md 1.7', /testa\.ts .*in the order of the contract/],
  ['anropad says whether the test operation was called', 'sources.md 1.7', /testa\.ts .*saying truly/],
  ['error 0..1 when it failed', 'sources.md 1.7', /testa\.ts .*anropad and error/],
  [
    'An agency without a test operation is left out',
    'sources.md 1.7',
    [/registry\.spec.*FK alone/, /testa\.ts .*nothing when none/],
  ],
  ['It names no person', 'sources.md 1.7', /test-operation.*asked about nobody/],
]);

/** The contract towards the municipality (sources.md 1.3 to 1.7). */
export const OUTER: readonly Rule[] = [...REQUEST, ...DIFFERENCES, ...RESPONSE, ...FAULTS, ...TESTA];
