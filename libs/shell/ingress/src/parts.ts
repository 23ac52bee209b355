/** What an ingress is made of, for whoever puts it together without Nest and HTTP. */
export { answersOf } from './answers';
export { auditor, type Auditor } from './audit/auditor';
export type { DoorRequest } from './door-request';
export { Doors } from './doors';
export type { DoorReply, HttpReply } from './http-reply';
export { Ingress, type IngressDeps } from './ingress';
export { partitionOf } from './partition';
export { Room } from './room';
export type { WayBack } from './way-back';
