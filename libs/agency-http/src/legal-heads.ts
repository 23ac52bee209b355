import { isUtf8 } from 'node:buffer';
import type { Socket } from 'node:net';

const CRLF = '\r\n';
const HEAD_END = Buffer.from('\r\n\r\n');
const START = Buffer.from('HTTP/');

/**
 * Makes the heads of a server's answers such as the client library reads them. RFC 9110 and 9112 let a server send more
 * than it takes: interim answers, folded lines, the same length twice, a reason phrase in two packets. What is legal
 * is written plainly; what is not is left as it is, for the library to refuse. Bodies pass through uncopied.
 * @see docs/agency-http.md
 */
export class LegalHeads {
  private reading = false;
  private held: Buffer | undefined;

  constructor(private readonly maxHeadBytes: number) {}

  /** A request has been sent: what comes next is the head of its answer. */
  expect(): void {
    this.reading = true;
    this.held = undefined;
  }

  /** What the library is to see of these bytes; undefined while a head is not whole. */
  take(chunk: Buffer): Buffer | undefined {
    if (!this.reading) return chunk;
    let data = this.held ? Buffer.concat([this.held, chunk]) : chunk;
    this.held = undefined;
    for (;;) {
      while (data[0] === 13 && data[1] === 10) data = data.subarray(2);
      const known = Math.min(data.length, START.length);
      if (START.compare(data, 0, known, 0, known) !== 0) return this.passed(data);
      const end = data.indexOf(HEAD_END);
      if (end > this.maxHeadBytes || (end < 0 && data.length > this.maxHeadBytes)) return this.passed(data);
      if (end < 0) {
        this.held = data;
        return undefined;
      }
      const head = data.toString('latin1', 0, end);
      // Interim answers say nothing that we asked for (RFC 9110, 15.2); 101 nobody has asked for either.
      if (!/^HTTP\/1\.\d 1(?!01)\d\d(?: |\r|$)/.test(head)) {
        const plain = plainHead(head);
        return this.passed(
          plain === head ? data : Buffer.concat([Buffer.from(plain, 'latin1'), data.subarray(end)]),
        );
      }
      data = data.subarray(end + HEAD_END.length);
      if (data.length === 0) return undefined;
    }
  }

  private passed(data: Buffer): Buffer {
    this.reading = false;
    return data;
  }
}

/** Lets the library read the answers on a connection through {@link LegalHeads}. */
export function readLegally(socket: Socket, maxHeadBytes: number): void {
  const heads = new LegalHeads(maxHeadBytes);
  const read = socket.read.bind(socket) as (size?: number) => Buffer | null;
  const write = socket.write.bind(socket) as (...given: unknown[]) => boolean;
  socket.read = (size?: number): Buffer | null => {
    for (;;) {
      const chunk = read(size);
      const seen = chunk && heads.take(chunk);
      if (seen !== undefined) return seen;
    }
  };
  socket.write = (...given: unknown[]): boolean => {
    heads.expect();
    return write(...given);
  };
}

/** The head as one line per field, each value without white space around it; bytes as Latin-1. */
function plainHead(head: string): string {
  if (!isOdd(head)) return head;
  const [status = '', ...folded] = head.split(CRLF);
  const lines = folded.join(CRLF).replace(FOLD, ' ').split(CRLF);
  const framing = (field: string): readonly string[] => membersOf(lines, field);
  return [
    statusLine(status),
    ...lines.filter((line) => !FRAMING.includes(nameOf(line))).map(plainField),
    // The same length several times is that length (RFC 9112, 6.3); two different ones are none.
    ...[...new Set(framing('content-length'))]
      .slice(0, 2)
      .map((length, at) => `content-length: ${at === 0 ? length : 'contradicted'}`),
    ...framing('transfer-encoding').map((coding) => `transfer-encoding: ${coding}`),
  ].join(CRLF);
}

const FRAMING = ['content-length', 'transfer-encoding'];
const FOLD = /\r\n[ \t]+/g;
const PLAIN_STATUS = /^HTTP\/1\.[01] [\t\x20-\x7e]*(?:\r|$)/;

/** Anything that the library may not read as it is meant. Most heads are not odd and are left as they are. */
function isOdd(head: string): boolean {
  if (!PLAIN_STATUS.test(head) || /\r\n[ \t]|[ \t](?:\r|$)/.test(head)) return true;
  const lower = head.toLowerCase();
  const length = lower.indexOf('\r\ncontent-length:');
  const codings = lower.match(/\r\ntransfer-encoding:[^\r]*/g) ?? [];
  return (
    lower.indexOf('\r\ncontent-length:', length + 1) > length ||
    (length >= 0 && /^[^\r]*,/.test(lower.slice(length + CRLF.length))) ||
    codings.length > 1 ||
    codings.some((coding) => coding.includes(','))
  );
}

const nameOf = (line: string): string => line.slice(0, Math.max(0, line.indexOf(':'))).toLowerCase();
const valueOf = (line: string): string => unpadded(line.slice(line.indexOf(':') + 1));

/** What is no field at all is left for the library to refuse. */
const plainField = (line: string): string =>
  line.indexOf(':') < 1 ? line : `${line.slice(0, line.indexOf(':'))}: ${valueOf(line)}`;

/** Members of a field's list, from all its lines, but for empty ones (RFC 9110, 5.6.1). */
const membersOf = (lines: readonly string[], field: string): readonly string[] =>
  lines
    .filter((line) => nameOf(line) === field)
    .flatMap((line) => valueOf(line).split(',').map(unpadded))
    .filter((member) => member !== '');

/** Without the white space of HTTP around it: other space, as a byte, is part of the value. */
function unpadded(value: string): string {
  const padding = (at: number): boolean => value[at] === ' ' || value[at] === '\t';
  let [start, end] = [0, value.length];
  while (start < end && padding(start)) start++;
  while (end > start && padding(end - 1)) end--;
  return value.slice(start, end);
}

/** Any version 1.x is read as 1.1 (RFC 9110, 2.5), 1.0 as it is; a reason phrase that is not UTF-8 is Latin-1. */
function statusLine(line: string): string {
  const version = line.replace(/^HTTP\/1\.[2-9] /, 'HTTP/1.1 ');
  const bytes = Buffer.from(version, 'latin1');
  return isUtf8(bytes) ? version : Buffer.from(version, 'utf8').toString('latin1');
}
