import { persona, type Persona } from './persona';

/** Those who show what the JSON services of contract versions 10 and 11 can do; the other agencies know them as well. */
export const JSON_PERSONAS: readonly Persona[] = [
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
