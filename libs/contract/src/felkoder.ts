/** A code of the contract with the text that travels with it. */
export interface FelkodText {
  readonly felkod: string;
  readonly felmeddelande: string;
}

/** Codes of the SOAP fault: SSBTEK as a whole failed (seed 7.1). */
export const FAULT = {
  timeout: { felkod: '1000', felmeddelande: 'Förfrågan tog för lång tid. Timeout har uppstått.' },
  invalid: {
    felkod: '1001',
    felmeddelande: 'Förfrågan kunde inte tolkas. Fel har uppstått vid validering av förfrågan.',
  },
  internal: { felkod: '1002', felmeddelande: 'Internt tekniskt fel' },
} as const satisfies Record<string, FelkodText>;

/** Codes inside one agency's `error` when SSBTEK itself got no usable answer (seed 7.3.1). */
export const BASTJANST_FEL = {
  timeout: {
    felkod: '2000',
    felmeddelande: 'Sessionstid har tagit slut. Timeout vid anrop mot Bastjänst.',
  },
  technical: {
    felkod: '2001',
    felmeddelande: 'Tekniskt fel vid anrop mot, eller svar från, Bastjänst',
  },
} as const satisfies Record<string, FelkodText>;

/**
 * Who an `error` comes from (seed 7.2): `BT` the agency itself, `SSBTEK` the composite service.
 * How the second is spelled on the wire is the contract version's business (sources.md 5 #2).
 */
export type Kalla = 'BT' | 'SSBTEK';
