import { DELAR } from '@ssbtek/contract';

/** Name of the protocol, here and in the list of codes. */
export const BESKATTNING = 'beskattning';
/** Path of the parts in the simulator, below `/skv`. */
export const SIMULATOR_PATH = '/rest';

/** A part in which SKV is asked. */
export type Del = (typeof DELAR)[number];

/** The part with this name, or undefined. */
export const delOf = (name: string | undefined): Del | undefined => DELAR.find((del) => del === name);
