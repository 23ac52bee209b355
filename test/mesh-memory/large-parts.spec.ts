import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mostDocuments } from '@ssbtek/bastjanst-kit';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { LARGEST_ANSWER_BYTES, sizeMistakes } from '@ssbtek/messaging';
import { example } from '../support/examples';
import { memoryBuses } from '../support/memory-buses';
import { startMesh, type Mesh } from '../support/mesh';

/** JSON of the largest size that an agency may answer with. */
const LARGEST = Buffer.from(JSON.stringify({ x: 'x'.repeat(LARGEST_ANSWER_BYTES - 8) }));
const PARTS = [
  'foretagsinformation',
  'individuppgifter',
  'skattekonto',
  'skatteuppgifter',
  'beskattningsbilagor',
];

describe('limits of the mesh', () => {
  it('fit together, all agencies counted', () => {
    const documents = BASTJANSTER.map((one) => [one.descriptor.kod, mostDocuments(one)] as const);
    expect(sizeMistakes(Object.fromEntries(documents))).toEqual([]);
  });
});

describe('an agency that answers in five documents of the largest size', () => {
  let agency: Server;
  let mesh: Mesh;
  const asked: string[] = [];
  beforeAll(async () => {
    agency = createServer((request, response) => {
      asked.push(request.url ?? '');
      request.resume().on('end', () => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(LARGEST);
      });
    });
    await new Promise<void>((resolve) => agency.listen(0, '127.0.0.1', resolve));
    const { port } = agency.address() as AddressInfo;
    mesh = await startMesh(memoryBuses(), {
      env: { SSBTEK_DEADLINE_MS: '20000', SSBTEK_AGENCY_SKV_REST_URL: `http://127.0.0.1:${port}` },
    });
  });
  afterAll(async () => {
    await mesh.stop();
    agency.close();
  });

  it('is asked once for each of them, and all of them arrive', async () => {
    const { status, xml } = await mesh.ask(example('v11'), { path: '/ssbtek/v11' });
    expect(status).toBe(200);
    expect(asked.toSorted()).toEqual(PARTS.map((part) => `/${part}`).toSorted());
    const document = LARGEST.toString('base64');
    expect(xml.split(document)).toHaveLength(PARTS.length + 1);
    expect(await mesh.metrics()).toMatch(/ssbtek_agency_replies_total\{agency="skv",result="data"[^}]*\} 1/);
  });
});
