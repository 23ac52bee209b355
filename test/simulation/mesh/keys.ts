/** Payload keys of a simulation: every process knows all, and which one is used changes. They guard nothing. */
export const KEY_IDS = ['k0', 'k1', 'k2', 'k3'] as const;

export const PAYLOAD_KEYS: ReadonlyMap<string, Uint8Array> = new Map(
  KEY_IDS.map((id, which) => [
    id,
    Uint8Array.from({ length: 32 }, (_, at) => (at * 73 + which * 29 + 5) & 255),
  ]),
);
