/** Name of the protocol, here and in the list of codes. */
export const LEFI_ONLINE = 'lefi-online';
/** Namespace of LEFI Online's question and answer, all elements qualified (sources.md 2.3, architecture 11). */
export const LEFI_NS = 'http://schema.forsakringskassan.se/extern_samverkan/hamtaformansinformation/1';
/** Document element of the question: a guess of sources.md 2.3, after the answer's known one. */
export const FRAGA = 'fkExaLefiFraga';
/** Document element of the answer (seed 7.3.2). */
export const SVAR = 'fkExaLefiSvar';
/** Path of LEFI Online in the simulator, below `/fk`. */
export const SIMULATOR_PATH = '/lefi-online';
