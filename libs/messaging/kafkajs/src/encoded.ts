import Encoder from 'kafkajs/src/protocol/encoder.js';

/** What kafkajs takes for an encoder, around bytes that are complete. */
export function encoded(bytes: Buffer): Encoder {
  const encoder = new Encoder(0);
  encoder.buf = bytes;
  encoder.offset = bytes.length;
  return encoder;
}
