import { persona, type Persona } from './persona';
import { PERSONAS_APART } from './personas-apart';

/** Everybody the simulator knows by number. */
export const PERSONAS: readonly Persona[] = [
  persona('well', '191212121212', 'Tolvan', 'Tolvansson', {
    sv: 'Alla bastjänster svarar med fulla uppgifter.',
    en: 'Every agency answers with full data.',
  }),
  persona('second', '190001019801', 'Nolla', 'Nollsson', {
    sv: 'Fulla uppgifter om någon annan: inga svar får blandas ihop.',
    en: 'Full data for somebody else: no answer may be mixed up.',
  }),
  persona(
    'nothing',
    '199001012385',
    'Tom',
    'Tomsson',
    { sv: 'Alla bastjänster svarar: inget registrerat.', en: 'Every agency answers: nothing registered.' },
    {
      data: 'nothing',
    },
  ),
  persona(
    'errors',
    '199908072391',
    'Fel',
    'Felsson',
    {
      sv: 'Alla bastjänster svarar med ett eget fel (kalla BT).',
      en: 'Every agency answers with an error of its own (kalla BT).',
    },
    {
      koder: {
        af: '700',
        csn: '-1103',
        fk: '1002',
        'fk/lefi-rest': '500',
        skv: '9071009',
        'skv/beskattning': '500',
        so: '201',
        tns: '99',
        miv: '500-104',
      },
    },
  ),
  persona(
    'unknown',
    '200001022391',
    'Okänd',
    'Okändsson',
    {
      sv: 'AF, CSN och varje del av SKV (v11) säger att de inte känner till personen.',
      en: 'AF, CSN and each part of SKV (v11) say that they do not know the person.',
    },
    {
      data: 'nothing',
      koder: { af: '500', csn: '-2', 'skv/beskattning': '404' },
    },
  ),
  persona(
    'broken',
    '201701012393',
    'Trasig',
    'Trasigsson',
    {
      sv: 'Varje bastjänst går sönder på sitt eget sätt (2001).',
      en: 'Each agency breaks in its own way (2001).',
    },
    {
      faults: {
        af: 'garbage',
        csn: 'half',
        fk: 'empty',
        skv: 'reset',
        so: 'html',
        tns: 'redirect',
        miv: 'status-503',
      },
    },
  ),
  persona(
    'down',
    '189001019802',
    'Nere',
    'Neresson',
    {
      sv: 'Alla sju bastjänster ligger nere: sju fel, inget SOAP Fault.',
      en: 'All seven agencies are down: seven errors, no fault.',
    },
    {
      faults: { '*': 'reset' },
      // Of a century that TNS does not know (sources.md 2.6).
      koder: { tns: '99' },
    },
  ),
  persona(
    'protected',
    '201801012392',
    'Skyddad',
    'Skyddadsson',
    {
      sv: 'Skyddad identitet: inga namn, markeringar där bastjänsterna har sådana.',
      en: 'Protected identity: no names, marks where agencies have them.',
    },
    {
      data: 'protected',
    },
  ),
  persona(
    'large',
    '202402292383',
    'Stor',
    'Storsson',
    { sv: 'Alla bastjänster har väldigt mycket att berätta.', en: 'Every agency has very much to tell.' },
    {
      data: 'large',
    },
  ),
  persona(
    'slow',
    '200002292399',
    'Sen',
    'Sensson',
    {
      sv: 'TNS behöver två sekunder, ändå inom sin tid.',
      en: 'TNS needs two seconds, still within its time.',
    },
    {
      delayMs: { tns: 2000 },
    },
  ),
  persona(
    'hanging',
    '199909092380',
    'Stum',
    'Stumsson',
    { sv: 'CSN svarar aldrig (2000), de andra svarar.', en: 'CSN never answers (2000), the others do.' },
    {
      delayMs: { csn: Number.POSITIVE_INFINITY },
    },
  ),
  persona(
    'partly',
    '196411139808',
    'Halv',
    'Halvsson',
    {
      sv: 'Delvis saknat, allt som data: AF status 10, en a-kassa med status 1, en avvikelse hos FK (v10, v11).',
      en: 'Partly missing, all of it data: AF status 10, an unemployment fund with status 1, a deviation at FK (v10, v11).',
    },
    {
      koder: { af: '10', so: '1', 'fk/lefi-rest': 'INTERNT_FEL' },
    },
  ),
  persona(
    'samordning',
    '202201612393',
    'Samo',
    'Samosson',
    {
      sv: 'Samordningsnummer: CSN godtar inte formatet (-1004).',
      en: 'Samordningsnummer: CSN refuses its format (-1004).',
    },
    {
      koder: { csn: '-1004' },
    },
  ),
  persona(
    'renumbered',
    '189909139801',
    'Ny',
    'Nysson',
    {
      sv: 'Numret gäller inte längre: AF status 600. TNS känner inte århundradet: 99.',
      en: 'The number is no longer valid: AF status 600. TNS does not know its century: 99.',
    },
    {
      koder: { af: '600', tns: '99' },
    },
  ),
  persona(
    'refused',
    '198507099805',
    'Hemlig',
    'Hemligsson',
    {
      sv: 'AF nekar på grund av sekretess (410), SKV och FK för att behörighet saknas, MIV för fel användare.',
      en: 'AF refuses for secrecy (410), SKV and FK for missing permission, MIV for a wrong user.',
    },
    {
      koder: {
        af: '410',
        'fk/lefi-rest': '403',
        skv: '9071005',
        'skv/beskattning': '403',
        miv: '500-102',
      },
    },
  ),
  ...PERSONAS_APART,
];
