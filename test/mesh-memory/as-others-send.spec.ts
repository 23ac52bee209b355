import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAnswer } from '../support/answer';
import { memoryBuses } from '../support/memory-buses';
import { startMesh, type Mesh } from '../support/mesh';
import { question } from '../support/question';

/** HTTP as other people's programs send it (RFC 9110, 9112). */
describe('a door', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    mesh = await startMesh(memoryBuses());
  });
  afterAll(() => mesh.stop());

  const get = (path: string, init?: RequestInit): Promise<Response> => fetch(mesh.url + path, init);

  /** Sends these bytes and gives back everything that comes until the connection is closed. */
  const raw = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(mesh.url);
      let got = '';
      const socket = connect(Number(port), hostname, () => socket.write(text));
      socket.setEncoding('utf8').on('data', (part: string) => (got += part));
      socket.on('close', () => resolve(got)).on('error', reject);
    });

  it.each(['identity', 'Identity', 'IDENTITY, identity', ' ', 'identity,'])(
    'takes a question that says it is not coded: "%s"',
    async (coding) => {
      const { status, xml } = await mesh.ask(question({ inkludera: ['AF'] }), {
        headers: { 'content-encoding': coding },
      });
      expect(status).toBe(200);
      expect(readAnswer(xml).svar['AF']?.type).toBe('data');
    },
  );
  it('refuses one that is coded', async () => {
    const { status } = await mesh.ask('x', { headers: { 'content-encoding': 'identity, gzip' } });
    expect(status).toBe(415);
  });

  it.each(['/ssbtek/v1/', '/SSBTEK/V1', '/Ssbtek/v1/', '//ssbtek/v1'])('is found at %s', async (path) => {
    expect((await mesh.ask(question({ inkludera: ['AF'] }), { path })).status).toBe(200);
    const described = await get(`${path}?WSDL`);
    expect(described.status).toBe(200);
    expect(await described.text()).toContain(`location="${mesh.url}/ssbtek/v1"`);
  });
  it.each(['/shs/', '/SHS'])('for SHS is found at %s', async (path) => {
    const { status, headers } = await get(path, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
    });
    expect([status, headers.get('x-shs-errorcode')]).toEqual([415, 'IllegalMessageStructure']);
  });

  it.each(['/ssbtek/v1?wsdl', '/ssbtek/v1/sammansatt_bastjanst_v1.xsd'])(
    'tells the head of %s',
    async (path) => {
      const [head, whole] = await Promise.all([get(path, { method: 'HEAD' }), get(path)]);
      expect([head.status, await head.text()]).toEqual([whole.status, '']);
      expect(head.headers.get('content-type')).toBe(whole.headers.get('content-type'));
      expect(head.headers.get('content-length')).toBe(whole.headers.get('content-length'));
    },
  );

  it.each(['/', '/ssbtek', '/ssbtek/v2', '/ssbtek/v1/unknown.xsd', '/ssbtek/v1/a/b', '/wsdl'])(
    'that is not there says which are: %s',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(await response.text()).toMatch(
        /Open contract versions: \/ssbtek\/v1, .*SHS messages: \/shs\.\n$/,
      );
    },
  );

  it('describes itself to HTTP/1.0 without Host by the address that was reached', async () => {
    const answer = await raw('GET /ssbtek/v10?wsdl HTTP/1.0\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.[01] 200 /);
    expect(answer).toContain(`location="${mesh.url}/ssbtek/v10"`);
  });
});
