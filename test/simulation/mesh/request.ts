import type { ByteBudget } from '@ssbtek/core';
import {
  Room,
  type DoorReply,
  type DoorRequest,
  type HttpReply,
  type WayBack,
} from '@ssbtek/shell-ingress/parts';
import type { PlannedAsk } from '../plan.ts';

/** The largest question, bytes, as the HTTP layer has it. */
const MOST_BYTES = 256 * 1024;

/** What an answer goes out by. */
export interface Line {
  send(reply: HttpReply): Promise<boolean>;
}

/** A request under way, as the HTTP layer hands it on. */
export interface Asked {
  /** The request with room taken for it at this ingress. */
  with(budget: ByteBudget): { readonly request: DoorRequest; readonly path: string };
  readonly hasRoom: boolean;
  readonly reply: DoorReply;
  /** The caller has gone. */
  leave(): void;
}

/** A reply that doors write to without a way back; no question is answered so. */
function noReply(): DoorReply {
  const reply: DoorReply = { status: () => reply, headers: () => reply, send: () => undefined };
  return reply;
}

export function takesBody(
  { version, organisation }: PlannedAsk,
  inquiryId: string,
  body: Uint8Array,
  line: Line,
): Asked {
  const going = new AbortController();
  const back: WayBack = {
    gone: going.signal,
    send: (reply) => (going.signal.aborted ? Promise.resolve(false) : line.send(reply)),
  };
  let hasRoom = true;
  return {
    get hasRoom() {
      return hasRoom;
    },
    reply: noReply(),
    leave: () => going.abort(),
    with(budget) {
      const room = new Room(budget);
      hasRoom = room.takeQuestion(String(body.length), MOST_BYTES);
      const request: DoorRequest = {
        method: 'POST',
        headers: { 'content-type': 'text/xml; charset=utf-8' },
        query: {},
        body,
        room,
        inquiryId,
        caller: { kind: 'organisation', organisationsnummer: organisation },
        publicOrigin: 'https://ssbtek',
        back,
      };
      return { request, path: `/ssbtek/${version}` };
    },
  };
}
