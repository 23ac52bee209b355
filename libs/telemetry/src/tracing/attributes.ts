import { mayBePersonal } from '../plain';

/** One attribute of spans: what it says, and what it may be. */
export interface AttributeDefinition {
  readonly help: string;
  /** All values it may have, or the shape of one; a value that does not fit is left out. */
  readonly allowed: readonly string[] | RegExp | 'number';
}

const WORD = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Paths of ours and templates: never a path that something was filled into. */
const ROUTE = /^\/[A-Za-z0-9/{}._:-]{0,120}$/;

/**
 * Every attribute that a span may carry. Names without `ssbtek` are those of OpenTelemetry's semantic conventions
 * 1.45. Addresses are those of servers; there is no attribute for a URL, because paths may hold an aktorsid.
 */
export const ATTRIBUTES = {
  'ssbtek.inquiry.id': { help: 'Our own id of the question, as in logs.', allowed: UUID },
  'ssbtek.version': { help: 'Contract version of the question.', allowed: WORD },
  'ssbtek.outcome': { help: 'How the question ended: as in `ssbtek_inquiries_total`.', allowed: WORD },
  'ssbtek.agency': { help: 'Code of the agency.', allowed: WORD },
  'ssbtek.protocol': { help: 'Service of the agency, by the name of its protocol.', allowed: WORD },
  'ssbtek.result': { help: 'What became of the call: as in `ssbtek_agency_replies_total`.', allowed: WORD },
  'ssbtek.part': { help: 'Part of the question, where an agency is asked in parts.', allowed: WORD },
  'ssbtek.join.reason': {
    help: 'Why the join closed: as in `ssbtek_joins_closed_total`.',
    allowed: ['complete', 'deadline', 'empty'],
  },
  'error.type': { help: 'What failed, in one fixed word; only where something did.', allowed: WORD },
  'http.request.method': { help: 'Method.', allowed: ['GET', 'POST'] },
  'http.route': { help: 'Path of the door.', allowed: ROUTE },
  'http.response.status_code': { help: 'Status of the answer.', allowed: 'number' },
  'url.path': { help: 'Path of the door: it has no other.', allowed: ROUTE },
  'url.scheme': { help: 'Scheme by which the question came.', allowed: ['http', 'https'] },
  'url.template': { help: "The agency's path with names for what is filled in.", allowed: ROUTE },
  'server.address': { help: "Host of the agency's configured address.", allowed: /^[A-Za-z0-9.:_-]{1,253}$/ },
  'server.port': { help: "Port of the agency's configured address.", allowed: 'number' },
  'messaging.system': { help: 'Broker.', allowed: ['kafka', 'memory'] },
  'messaging.operation.name': { help: 'Operation.', allowed: ['send', 'process', 'join'] },
  'messaging.operation.type': { help: 'Kind of operation.', allowed: ['send', 'process'] },
  'messaging.destination.name': { help: 'Topic.', allowed: WORD },
  'messaging.destination.partition.id': { help: 'Partition.', allowed: /^\d{1,6}$/ },
  'messaging.kafka.offset': { help: 'Offset of the message in its partition.', allowed: 'number' },
  'messaging.consumer.group.name': { help: "Consumer group, without a replica's name.", allowed: WORD },
  'messaging.batch.message_count': { help: 'Messages joined.', allowed: 'number' },
} as const satisfies Record<string, AttributeDefinition>;

export type AttributeName = keyof typeof ATTRIBUTES;
export type AttributeValue = string | number;

/** True for a value that an attribute may have. */
export function isAllowed(name: AttributeName, value: unknown): value is AttributeValue {
  const { allowed }: AttributeDefinition = ATTRIBUTES[name];
  if (allowed === 'number') return typeof value === 'number' && Number.isFinite(value);
  if (typeof value !== 'string' || mayBePersonal(value)) return false;
  return allowed instanceof RegExp ? allowed.test(value) : allowed.includes(value);
}
