import type { Incoming } from './bus';

const NOTHING = new Uint8Array();

/**
 * A handler has taken from a message all that it needs. Its content is held by nobody here any more, however long the
 * handler goes on, and the message is not tried again: a rejection is final.
 */
export function letGo(message: Incoming): void {
  (message as { value: Uint8Array }).value = NOTHING;
}

/** Whether {@link letGo} was said of a message. */
export const isLetGo = ({ value }: Incoming): boolean => value === NOTHING;
