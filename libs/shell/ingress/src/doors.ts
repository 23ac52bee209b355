import { FAULT } from '@ssbtek/contract';
import type { ContractVersion } from '@ssbtek/contract-version';
import { askedBy, Body } from './asking';
import type { Closings } from './closings';
import { takeBody, type DoorRequest } from './door-request';
import { faultReply, send, type DoorReply, type HttpReply } from './http-reply';
import type { Ingress } from './ingress';
import { SHS_PATH } from './shs-http';

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
    const version = this.version(name);
    if (!version) return send(reply, this.unknown());
    if (request.method === 'POST') return this.ask(version, request);
    const wanted = Object.keys(request.query ?? {}).some((key) => key.toLowerCase() === 'wsdl');
    if (!['GET', 'HEAD'].includes(request.method) || !wanted) return methodNotAllowed(reply);
    // The caller's own address: what it reached us by, so that a generated client reaches us the same way.
    xml(reply, version.wsdl(`${request.publicOrigin}/ssbtek/${version.name}`));
  }

  /** `GET /ssbtek/<version>/<file>`: the schema documents that the WSDL refers to. */
  file(name: string, file: string, reply: DoorReply): void {
    const files = this.version(name)?.files ?? {};
    const text = Object.hasOwn(files, file) ? files[file] : undefined;
    if (text === undefined) return send(reply, this.unknown());
    xml(reply, text);
  }

  /** A request that the HTTP layer refused: fault 1001 with the layer's status (architecture 11). */
  refused(path: string, status: number, hint: string): HttpReply | undefined {
    const version = this.version(/^\/+ssbtek\/+([^/?]+)/i.exec(path)?.[1] ?? '');
    return version && faultReply(version, FAULT.invalid, { status, hint });
  }

  /** A question for which there is no room: refused before its body is read. */
  noRoom(path: string, request: DoorRequest): HttpReply | undefined {
    const version = this.byName.get(/^\/ssbtek\/([^/?]+)/.exec(path)?.[1] ?? '');
    return version && this.ingress.turnedAway(version, { ...askedBy(request), way: 'soap' });
  }

  private async ask(version: ContractVersion, request: DoorRequest): Promise<void> {
    const body = new Body(takeBody(request));
    const charset = charsetOf(request.headers['content-type']);
    const by = { ...askedBy(request), way: 'soap' } as const;
    await this.ingress.handle(version, body, charset, by, request.back);
  }

  /** What the HTTP layer says of a request that no door takes; undefined for what has a text elsewhere. */
  nothingAt(status: number): HttpReply | undefined {
    return status === 404 ? this.unknown() : undefined;
  }

  private version(name: string): ContractVersion | undefined {
    return this.byName.get(name.toLowerCase());
  }

  private unknown(): HttpReply {
    const open = this.closings
      .open()
      .map(({ name }) => `/ssbtek/${name}`)
      .join(', ');
    return plain(404, `There is nothing here. Open contract versions: ${open}; SHS messages: ${SHS_PATH}.`);
  }
}

const methodNotAllowed = (reply: DoorReply): void =>
  send(
    reply.headers({ allow: 'POST, GET, HEAD' }),
    plain(405, 'POST a question here, or GET with ?wsdl for the description.'),
  );

const plain = (status: number, text: string): HttpReply => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: Buffer.from(`${text}\n`, 'utf8'),
});

const xml = (reply: DoorReply, text: string): void =>
  void reply.status(200).headers({ 'content-type': 'text/xml; charset=utf-8' }).send(text);

/** The charset parameter of a content type, lower case. */
function charsetOf(contentType: string | string[] | undefined): string | undefined {
  const text = Array.isArray(contentType) ? contentType[0] : contentType;
  return /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(text ?? '')?.[1]?.toLowerCase();
}
