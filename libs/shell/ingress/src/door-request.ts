import type { Caller } from '@ssbtek/parties';
import type { Room } from './room';
import type { WayBack } from './way-back';

/** What the doors need of an HTTP request; the framework's request has it. */
export interface DoorRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly query: unknown;
  /** Taken out when it is read. */
  body: unknown;
  readonly room?: Room;
  /** Of the inquiry that it is, if it asks. */
  readonly inquiryId: string;
  /** Who sends it. */
  readonly caller: Caller;
  /** Scheme and host by which the sender reached us: `https://host`. */
  readonly publicOrigin: string;
  /** To whoever waits for the answer. */
  readonly back: WayBack;
}

/** The body of a request, which lets go of it. */
export function takeBody(request: DoorRequest): Uint8Array {
  const { body } = request;
  request.body = undefined;
  return body instanceof Uint8Array ? body : new Uint8Array();
}
