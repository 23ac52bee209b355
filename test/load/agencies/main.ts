import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { HANGING_PERSON } from '../load/persons.ts';
import { readQuestion } from './question.ts';
import { filled, templateOf, type Template } from './template.ts';

// The agencies as the load needs them: the simulator's own answers in the agencies' real forms, each form asked of it
// once and from then on written from memory, so that what is measured is the mesh.

const SIMULATOR = process.env['AGENCIES_SIMULATOR'] ?? '';
const HANGS_AT = 'csn';
const OWN_HEADERS = ['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding'];

interface Form {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly template: Template;
}

const latencies = new Map<string, number>();
const forms = new Map<string, Promise<Form>>();

/** By agency and century: some forms have it in an element of its own. The mesh asks first, the floor gets the same. */
async function answer(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
  const url = request.url ?? '';
  const kod = url.split('/')[1] ?? '';
  const question = readQuestion(kod, body.toString('latin1'));
  const latency = latencies.get(kod) ?? 0;
  if (!question || latency < 0 || (kod === HANGS_AT && question.personidentitet === HANGING_PERSON)) return;
  const startedAt = performance.now();
  const { personidentitet, echoed } = question;
  const key = `${kod} ${personidentitet.slice(0, 2)}`;
  const recorded = forms.get(key) ?? record(request, body, echoed);
  forms.set(key, recorded);
  const { status, headers, template } = await recorded;
  const content = Buffer.from(filled(template, echoed), 'latin1');
  const send = (): void =>
    void response.writeHead(status, { ...headers, 'content-length': content.length }).end(content);
  setTimeout(send, Math.max(0, latency - (performance.now() - startedAt)));
}

async function record(request: IncomingMessage, body: Buffer, echoed: readonly string[]): Promise<Form> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const reply = await fetch(SIMULATOR + (request.url ?? ''), {
    method: 'POST',
    headers,
    body: new Uint8Array(body),
  });
  const content = Buffer.from(await reply.arrayBuffer()).toString('latin1');
  const kept = [...reply.headers].filter(([name]) => !OWN_HEADERS.includes(name));
  return { status: reply.status, headers: Object.fromEntries(kept), template: templateOf(content, echoed) };
}

/** `PUT /control/<kod>` with a latency, as at the simulator. */
function control(url: string, body: Buffer, response: ServerResponse): void {
  const { latencyMs = 0 } = JSON.parse(body.toString()) as { latencyMs?: number };
  latencies.set(url.split('/')[2] ?? '', latencyMs);
  response.end();
}

createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    const url = request.url ?? '';
    if (url.startsWith('/control/')) control(url, body, response);
    else
      answer(request, body, response).catch((error: unknown) => {
        console.error(error);
        response.destroy();
      });
  });
}).listen(Number(process.env['AGENCIES_PORT']), '127.0.0.1', () => console.log('agencies listen'));
