import { OPERATION } from '@ssbtek/contract-version';
import type { Failure } from '@ssbtek/core';
import { readSoap, type SoapFault, type SoapMessage } from '@ssbtek/soap';
import type { ProbeResult } from '@ssbtek/telemetry';
import { QUESTION_LIMITS, XmlRefused, type XmlElement } from '@ssbtek/xml';

/** What came of sending a question: an HTTP answer, or why there is none. */
export type Came =
  | { readonly response: { readonly status: number; readonly body: Uint8Array } }
  | { readonly failure: Failure };

const UNAVAILABLE = 503;

/** What a version's faults mean to who asks (sources.md 1.6). */
const BY_FELKOD: Readonly<Record<string, ProbeResult>> = {
  '1000': 'fault-1000',
  '1001': 'refused',
  '1002': 'fault-1002',
};

/** What the probe got, in one word. `namespace` is the version's: an answer in another one is none. */
export function resultOf(came: Came, namespace: string): ProbeResult {
  if ('failure' in came) return byFailure(came.failure);
  const { status, body } = came.response;
  const message = messageIn(body);
  if (message?.body.kind === 'fault') return byFault(message.body.fault, status);
  if (status !== 200) return 'http-status';
  return message?.body.kind === 'element' ? byAnswer(message.body.element, namespace) : 'unreadable';
}

function byFailure(failure: Failure): ProbeResult {
  if (failure.kind === 'connection') return failure.reason === 'tls' ? 'tls' : 'connection';
  if (failure.kind === 'timeout') return 'timeout';
  return failure.kind === 'http-status' ? 'http-status' : 'unreadable';
}

/** Undefined for what is no SOAP message: whatever stands in front of the door may answer with a page. */
function messageIn(body: Uint8Array): SoapMessage | undefined {
  try {
    return readSoap(body, QUESTION_LIMITS);
  } catch (error) {
    if (error instanceof XmlRefused) return undefined;
    throw error;
  }
}

function byFault({ detail }: SoapFault, status: number): ProbeResult {
  if (status === UNAVAILABLE) return 'overload';
  const felkod = detail?.children[0]?.children.find(({ local }) => local === 'felkod')?.text.trim() ?? '';
  return BY_FELKOD[felkod] ?? 'http-status';
}

/** An error can only be ours: no agency was called. */
function byAnswer({ uri, local, children }: XmlElement, namespace: string): ProbeResult {
  if (uri !== namespace || local !== `${OPERATION.test}Response`) return 'unreadable';
  const failed = children.some((agency) => agency.children.some((part) => part.local === 'error'));
  return failed ? 'incomplete' : 'ok';
}
