import { STATUS_CODES } from 'node:http';
import type { Failure, Holding } from '@ssbtek/core';
import type { Dispatcher } from 'undici';
import { BoundedBody } from './bounded-body';
import type { HttpResponse } from './http';
import { failureOf } from './reasons';
import type { Pass } from './turnstile';

/** How one attempt ended. `sent`: the connection was up and the request may have left, in part at least. */
export type Exchange =
  { readonly response: HttpResponse } | { readonly failure: Failure; readonly sent: boolean };

/** Takes room for an answer while it is read; false when there is none. */
export type Room = Pick<Holding, 'take'>;

/** How large an answer may be. */
export interface AnswerLimits {
  readonly bytes: number;
  readonly room?: Room | undefined;
}

type RawHeaders = Readonly<Record<string, string | string[] | undefined>>;

function plainHeaders(raw: RawHeaders): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (value !== undefined) headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

/** What is compressed is never unpacked: we ask for identity. Other words there say nothing that keeps a body from being read. */
const COMPRESSION =
  /^(?:x-)?(?:gzip|compress|deflate|br|zstd|dcb|dcz|exi|pack200-gzip|snappy|lz4|lzma|xz|bzip2?)$/;

const malformed = (reason: string): Failure => ({ kind: 'malformed', reason });

/** What can be refused by status and headers alone, before any of the body is read. */
function refusedByHead(
  status: number,
  headers: Record<string, string>,
  maxBytes: number,
): Failure | undefined {
  if (status >= 300 && status < 400) return { kind: 'http-status', status };
  const codings = headers['content-encoding']?.toLowerCase().split(',') ?? [];
  if (codings.some((coding) => COMPRESSION.test(coding.trim()))) return malformed('compressed');
  if (Number(headers['content-length'] ?? 0) > maxBytes) return malformed('too-large');
  return undefined;
}

/** The reason phrase as on the wire, else the standard text. */
const reasonPhrase = (wire: string | undefined, status: number): string =>
  wire?.trim() || (STATUS_CODES[status] ?? String(status));

/** Receives one answer. Whatever comes after it has settled is dropped, and the connection with it. */
class Receiver implements Dispatcher.DispatchHandler {
  #controller: Dispatcher.DispatchController | undefined;
  #ended = false;
  #sent = false;
  #head: Omit<HttpResponse, 'body'> | undefined;
  #body: BoundedBody | undefined;

  constructor(
    private readonly limits: AnswerLimits,
    private readonly settle: (exchange: Exchange) => void,
    private readonly started: () => void,
  ) {}

  /** Nobody waits any more: no byte is sent if none has been, else the connection is destroyed. */
  abandon(): void {
    this.#ended = true;
    this.#controller?.abort(new Error('abandoned'));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#ended) controller.abort(new Error('abandoned'));
    else {
      this.#sent = true;
      this.started();
    }
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    rawHeaders: RawHeaders,
    statusMessage?: string,
  ): void {
    if (this.#ended || status < 200) return;
    const headers = plainHeaders(rawHeaders);
    const refused = refusedByHead(status, headers, this.limits.bytes);
    if (refused) return this.#fail(refused);
    const length = headers['content-length'];
    this.#head = { status, reason: reasonPhrase(statusMessage, status), headers };
    this.#body = new BoundedBody(this.limits.bytes, length === undefined ? undefined : Number(length));
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    if (this.#ended || !this.#body) return;
    if (!this.#body.add(chunk)) this.#fail(malformed('too-large'));
    else if (this.limits.room?.take(chunk.byteLength) === false) this.#fail({ kind: 'overload' });
  }

  onResponseEnd(): void {
    if (this.#ended || !this.#head || !this.#body) return;
    this.#ended = true;
    this.settle({ response: { ...this.#head, body: this.#body.bytes() } });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(failureOf(error));
  }

  #fail(failure: Failure): void {
    if (this.#ended) return;
    this.settle({ failure, sent: this.#sent });
    this.abandon();
  }
}

/** Sends one request and waits for its whole answer. Rejects with the signal's reason, at once, when it aborts. */
export function exchange(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  limits: AnswerLimits,
  signal: AbortSignal,
  pass: Pass,
): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      receiver.abandon();
      pass.onEnded();
      reject(signal.reason as Error);
    };
    const receiver = new Receiver(
      limits,
      (result) => {
        signal.removeEventListener('abort', onAbort);
        pass.onEnded('failure' in result ? result.failure : undefined);
        resolve(result);
      },
      pass.onStarted,
    );
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    dispatcher.dispatch(options, receiver);
  });
}
