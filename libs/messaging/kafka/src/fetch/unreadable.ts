/** Bytes that are not what they say they are. Never leaves this folder: a message that cannot be read is passed over. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}
