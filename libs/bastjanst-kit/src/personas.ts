import { persona, type Persona } from './persona';

/** Everybody the simulator knows by number. */
export const PERSONAS: readonly Persona[] = [
  persona('well', '191212121212', 'Tolvan', 'Tolvansson', 'Every agency answers with full data.'),
  persona(
    'second',
    '190001019801',
    'Nolla',
    'Nollsson',
    'Full data for somebody else: no answer may be mixed up.',
  ),
  persona('nothing', '199001012385', 'Tom', 'Tomsson', 'Every agency answers: nothing registered.', {
    data: 'nothing',
  }),
  persona(
    'errors',
    '199908072391',
    'Fel',
    'Felsson',
    'Every agency answers with an error of its own (kalla BT).',
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
    'AF, CSN and each part of SKV (v11) say that they do not know the person.',
    {
      data: 'nothing',
      koder: { af: '500', csn: '-2', 'skv/beskattning': '404' },
    },
  ),
  persona('broken', '201701012393', 'Trasig', 'Trasigsson', 'Each agency breaks in its own way (2001).', {
    faults: {
      af: 'garbage',
      csn: 'half',
      fk: 'empty',
      skv: 'reset',
      so: 'html',
      tns: 'redirect',
      miv: 'status-503',
    },
  }),
  persona(
    'down',
    '189001019802',
    'Nere',
    'Neresson',
    'All seven agencies are down: seven errors, no fault.',
    {
      faults: { '*': 'reset' },
    },
  ),
  persona(
    'protected',
    '201801012392',
    'Skyddad',
    'Skyddadsson',
    'Protected identity: no names, marks where agencies have them.',
    {
      data: 'protected',
    },
  ),
  persona('large', '202402292383', 'Stor', 'Storsson', 'Every agency has very much to tell.', {
    data: 'large',
  }),
  persona('slow', '200002292399', 'Sen', 'Sensson', 'TNS needs two seconds, still within its time.', {
    delayMs: { tns: 2000 },
  }),
  persona('hanging', '199909092380', 'Stum', 'Stumsson', 'CSN never answers (2000), the others do.', {
    delayMs: { csn: Number.POSITIVE_INFINITY },
  }),
  persona(
    'partly',
    '196411139808',
    'Halv',
    'Halvsson',
    'Partly missing, all of it data: AF status 10, an unemployment fund with status 1, a deviation at FK (v10, v11).',
    {
      koder: { af: '10', so: '1', 'fk/lefi-rest': 'INTERNT_FEL' },
    },
  ),
  persona(
    'samordning',
    '202201612393',
    'Samo',
    'Samosson',
    'Samordningsnummer: CSN refuses its format (-1004).',
    {
      koder: { csn: '-1004' },
    },
  ),
  persona('renumbered', '189909139801', 'Ny', 'Nysson', 'The number is no longer valid: AF status 600.', {
    koder: { af: '600' },
  }),
  persona(
    'refused',
    '198507099805',
    'Hemlig',
    'Hemligsson',
    'AF refuses for secrecy (410), SKV and FK for missing permission, MIV for a wrong user.',
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
  persona(
    'unreported',
    '197811012397',
    'Nils',
    'Nilsson-Fiktiv',
    'SKV (v11) has nothing in one part: individuppgifter is BT / 404 / Not found, the other parts are data.',
    {
      koder: { 'skv/beskattning/individuppgifter': '404' },
    },
  ),
  persona(
    'one-part-slow',
    '198506012387',
    'Sakta',
    'Saktasson',
    'One part of SKV (v11), beskattningsbilagor, needs two seconds, still within its time.',
    {
      delayMs: { 'skv/beskattning/beskattningsbilagor': 2000 },
    },
  ),
  persona(
    'parts-apart',
    '198506232381',
    'Delad',
    'Deladsson',
    'The parts of SKV (v11) each end in their own way: data, 404, 500, no answer in time, broken.',
    {
      koder: { 'skv/beskattning/individuppgifter': '404', 'skv/beskattning/skattekonto': '500' },
      delayMs: { 'skv/beskattning/skatteuppgifter': Number.POSITIVE_INFINITY },
      faults: { 'skv/beskattning/beskattningsbilagor': 'half' },
    },
  ),
  persona(
    'pension-away',
    '199912012391',
    'Pia',
    'Piasson',
    'FK (v10, v11) answers for itself; Pensionsmyndigheten is OTILLGANGLIG, which is data.',
    {
      koder: { 'fk/lefi-rest': 'OTILLGANGLIG' },
    },
  ),
  persona(
    'not-entitled',
    '200203012398',
    'Stina',
    'Stinasson',
    'FK (v10, v11) leaves out a benefit that the asking party is not entitled to: OBEHORIG, which is data.',
    {
      koder: { 'fk/lefi-rest': 'OBEHORIG' },
    },
  ),
  persona(
    'rest-broken',
    '198507099813',
    'Skräp',
    'Skräpsson',
    'The JSON services break (v10, v11): FK answers with HTML, SKV with a redirect; the others are data (2001).',
    {
      faults: { 'fk/lefi-rest': 'html', 'skv/beskattning': 'redirect' },
    },
  ),
];
