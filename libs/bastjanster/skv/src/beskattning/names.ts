/** Name of the protocol, here and in the list of codes. */
export const BESKATTNING = 'beskattning';
/** Path of the parts in the simulator, below `/skv`. */
export const SIMULATOR_PATH = '/rest';

/** The five parts in the contract's order (sources.md 1.4). */
export const DELAR = [
  'foretagsinformation',
  'individuppgifter',
  'skattekonto',
  'skatteuppgifter',
  'beskattningsbilagor',
] as const;
export type Del = (typeof DELAR)[number];

/** The part with this name, or undefined. */
export const delOf = (name: string | undefined): Del | undefined => DELAR.find((del) => del === name);
