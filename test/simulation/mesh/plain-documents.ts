import {
  QuestionRefused,
  type ContractVersion,
  type Question,
  type TestQuestion,
} from '@ssbtek/contract-version';
import {
  agencyFault,
  binaryData,
  httpStatus,
  malformed,
  type AgencyProtocol,
  type Bastjanst,
  type Descriptor,
} from '@ssbtek/bastjanst-kit';
import { felOf, type Composite, type GeneralQuestion } from '@ssbtek/core';
import { noncesIn } from './nonce.ts';
import type { Part } from '../history.ts';

/** The seven agencies. */
export const KODER = ['af', 'csn', 'fk', 'skv', 'so', 'tns', 'miv'] as const;

const NAMESPACE = 'urn:simulation';
const encode = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
const decode = (bytes: Uint8Array): unknown =>
  JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));

/** A question as it stands in a request. */
export interface PlainQuestion {
  readonly typ: 'fraga' | 'test';
  readonly general: GeneralQuestion;
  readonly koder: readonly string[];
}

export const writePlainQuestion = (question: PlainQuestion): Uint8Array => encode(question);

interface PlainPart {
  readonly kod: string;
  readonly data?: string;
  readonly error?: { readonly kalla: string; readonly felkod: string };
}

interface PlainAnswer {
  readonly korrelationsid?: string;
  readonly svar?: readonly PlainPart[];
  readonly fault?: string;
}

const TIDSPERIOD = { fromDatum: '2026-10-01', tomDatum: '2026-10-31' };

function readQuestion(body: Uint8Array): Question | TestQuestion {
  const read = plainQuestion(body);
  if (read.typ === 'test') return { typ: 'test', namespace: NAMESPACE };
  const fragor = Object.fromEntries(
    read.koder.map((kod) => [kod, { tidsperiod: TIDSPERIOD, specifikt: { typ: 'ingen' as const } }]),
  );
  return { typ: 'fraga', namespace: NAMESPACE, general: read.general, fragor };
}

function plainQuestion(body: Uint8Array): PlainQuestion {
  try {
    return decode(body) as PlainQuestion;
  } catch {
    throw new QuestionRefused('not a question');
  }
}

const partsOf = ({ outcomes }: Composite): readonly PlainPart[] =>
  outcomes.map(({ kod, outcome }) => {
    if (outcome.type === 'failure') {
      const { kalla, felkod } = felOf(outcome.failure);
      return { kod, error: { kalla, felkod } };
    }
    const { data } = outcome;
    return { kod, data: 'content' in data ? Buffer.from(data.content).toString('latin1') : data.form };
  });

/**
 * A contract version whose documents cost next to nothing: everything of the mesh but reading and writing XML is as it
 * is, and there is time for many more questions.
 */
export function plainVersion(name: string): ContractVersion {
  const version: Omit<ContractVersion, 'bare'> = {
    name,
    namespaces: [NAMESPACE],
    operations: ['fraga', 'test'],
    kalla: { BT: 'BT', SSBTEK: 'SSBT' },
    koder: KODER,
    specifikt: {},
    readQuestion,
    writeAnswer: ({ general }, composite) =>
      encode({ korrelationsid: general.korrelationsid, svar: partsOf(composite) }),
    writeTestAnswer: (_question, composite) => encode({ svar: partsOf(composite) }),
    writeFault: ({ fel }) => encode({ fault: fel.felkod }),
    answerMistake: () => undefined,
    wsdl: () => '',
    files: {},
    warm: () => undefined,
  };
  return { ...version, bare: version as ContractVersion };
}

/** What a caller finds in an answer. */
export interface ReadAnswer {
  readonly felkod?: string;
  readonly korrelationsid?: string;
  readonly parts?: readonly Part[];
  readonly mistake?: string;
}

export function readPlainAnswer(body: Uint8Array): ReadAnswer {
  const { svar, fault, korrelationsid } = decode(body) as PlainAnswer;
  return {
    ...(fault !== undefined && { felkod: fault }),
    ...(korrelationsid !== undefined && { korrelationsid }),
    ...(svar && {
      parts: svar.map(({ kod, data, error }) => ({
        kod,
        forms: Number(data !== undefined) + Number(error !== undefined),
        ...(data !== undefined && { nonces: noncesIn(data) }),
        ...error,
      })),
    }),
  };
}

/** Headers by which the transport of a simulation knows what a request is for; real agencies never see them. */
export const ABOUT = { inquiryId: 'x-inquiry', person: 'x-person', del: 'x-del' } as const;

const protocol = (kod: string, descriptor: Descriptor): AgencyProtocol => ({
  name: 'plain',
  urlVariable: `URL_${kod}`,
  simulatorPath: '',
  speaks: () => true,
  toRequest: ({ inquiryId, general: { personidentitet } }) => ({
    method: 'POST',
    path: '',
    headers: { [ABOUT.inquiryId]: inquiryId, [ABOUT.person]: personidentitet },
    body: encode({ personidentitet }),
  }),
  toOutcome({ status, body }, { general }) {
    if (status !== 200) return httpStatus(status);
    try {
      const read = decode(body) as { person?: string; kod?: string };
      if (read.kod !== undefined) return agencyFault(descriptor, read.kod, ['own']);
      if (read.person === undefined) return malformed('document');
      return read.person === general.personidentitet ? binaryData(body) : malformed('other-person');
    } catch {
      return malformed('unreadable');
    }
  },
});

/** An agency whose documents cost next to nothing. */
export function plainBastjanst(kod: string): Bastjanst {
  const descriptor = { kod, namn: kod, element: kod.toUpperCase(), settings: [], koder: [] };
  const described = descriptor as unknown as Descriptor;
  return {
    descriptor: described,
    protocols: [protocol(kod, described)],
    // The transport answers for it.
    simulator: {} as Bastjanst['simulator'],
  };
}
