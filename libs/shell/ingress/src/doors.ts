import { FAULT } from '@ssbtek/contract';
import type { ContractVersion } from '@ssbtek/contract-version';
import type { Caller } from '@ssbtek/parties';
import { askedBy } from './asking';
import type { Closings } from './closings';
import { faultReply, type HttpReply } from './http-reply';
import type { Ingress } from './ingress';

/** What the doors need of an HTTP request; the framework's request has it. */
export interface DoorRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly query: unknown;
  readonly body: unknown;
  /** Who sends it. */
  readonly caller: Caller;
  /** Scheme and host by which the sender reached us: `https://host`. */
  readonly publicOrigin: string;
}

/** What the doors need of an HTTP reply; the framework's reply has it. */
export interface DoorReply {
  status(code: number): DoorReply;
  headers(headers: Readonly<Record<string, string>>): DoorReply;
  send(body: Uint8Array | string): unknown;
}

/** One SOAP door per contract version: the question, the WSDL and the schema files. */
export class Doors {
  private readonly byName: ReadonlyMap<string, ContractVersion>;

  constructor(
    private readonly ingress: Ingress,
    versions: readonly ContractVersion[],
    private readonly closings: Pick<Closings, 'open'>,
  ) {
    this.byName = new Map(versions.map((version) => [version.name, version]));
  }

  /**
   * Everything at `/ssbtek/<version>`: POST asks, GET with `?wsdl` describes. A closed version is described still: a
   * client that reads the description when it starts could not get as far as the fault that tells it where to go.
   */
  enter(name: string, request: DoorRequest, reply: DoorReply): Promise<void> | void {
    const version = this.byName.get(name);
    if (!version) return this.unknown(reply);
    if (request.method === 'POST') return this.ask(version, request, reply);
    const wanted = Object.keys(request.query ?? {}).some((key) => key.toLowerCase() === 'wsdl');
    if (request.method !== 'GET' || !wanted) return methodNotAllowed(reply);
    // The caller's own address: what it reached us by, so that a generated client reaches us the same way.
    xml(reply, version.wsdl(`${request.publicOrigin}/ssbtek/${name}`));
  }

  /** `GET /ssbtek/<version>/<file>`: the schema documents that the WSDL refers to. */
  file(name: string, file: string, reply: DoorReply): void {
    const files = this.byName.get(name)?.files ?? {};
    const text = Object.hasOwn(files, file) ? files[file] : undefined;
    if (text === undefined) return this.unknown(reply);
    xml(reply, text);
  }

  /** A request that the HTTP layer refused: fault 1001 with the layer's status (architecture 11). */
  refused(path: string, status: number, hint: string): HttpReply | undefined {
    const version = this.byName.get(/^\/ssbtek\/([^/?]+)/.exec(path)?.[1] ?? '');
    return version && faultReply(version, FAULT.invalid, { status, hint });
  }

  private async ask(version: ContractVersion, request: DoorRequest, reply: DoorReply): Promise<void> {
    const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
    const charset = charsetOf(request.headers['content-type']);
    send(reply, await this.ingress.handle(version, body, charset, { ...askedBy(request), way: 'soap' }));
  }

  private unknown(reply: DoorReply): void {
    const open = this.closings
      .open()
      .map(({ name }) => `/ssbtek/${name}`)
      .join(', ');
    plain(reply, 404, `There is nothing here. Open contract versions: ${open}.`);
  }
}

/** Sends a finished reply. */
export function send(reply: DoorReply, { status, headers, body }: HttpReply): void {
  reply.status(status).headers(headers).send(body);
}

const methodNotAllowed = (reply: DoorReply): void =>
  plain(
    reply.headers({ allow: 'POST, GET' }),
    405,
    'POST a question here, or GET with ?wsdl for the description.',
  );

const plain = (reply: DoorReply, status: number, text: string): void =>
  void reply.status(status).headers({ 'content-type': 'text/plain; charset=utf-8' }).send(`${text}\n`);

const xml = (reply: DoorReply, text: string): void =>
  void reply.status(200).headers({ 'content-type': 'text/xml; charset=utf-8' }).send(text);

/** The charset parameter of a content type, lower case. */
function charsetOf(contentType: string | string[] | undefined): string | undefined {
  const text = Array.isArray(contentType) ? contentType[0] : contentType;
  return /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(text ?? '')?.[1]?.toLowerCase();
}
