/** A message of the floor: which question it belongs to, and bytes that nobody looks into. */
export const ID_BYTES = 8;

export const message = (id: number, payload: Buffer): Buffer => {
  const head = Buffer.allocUnsafe(ID_BYTES);
  head.writeDoubleBE(id);
  return Buffer.concat([head, payload]);
};

export const idOf = (value: Buffer): number => value.readDoubleBE(0);
export const payloadOf = (value: Buffer): Buffer => value.subarray(ID_BYTES);
