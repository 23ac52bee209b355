import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PERSONAS } from '@ssbtek/bastjanst-kit';
import { BASTJANSTER } from '@ssbtek/bastjanst-registry';
import { otlpTracing, type Tracing } from '@ssbtek/tracing';
import type { Mesh } from '../support/mesh';
import { OtlpReceiver, type ReceivedSpan } from '../support/otlp-receiver';
import { question } from '../support/question';
import { secretsIn } from '../support/secrets';
import { example } from '../support/examples';
import type { MeshFactory } from './main-path';

const KODER = BASTJANSTER.map(({ descriptor }) => descriptor.kod);
const KIND = { server: 2, client: 3, producer: 4, consumer: 5 };
/** Of a caller who would like to decide what we record. */
const FOREIGN = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00';

const tracingTo = (url: string, sampleRatio = 1): Tracing =>
  otlpTracing({
    url,
    sampleRatio,
    instance: 'test',
    version: '0',
    messagingSystem: 'memory',
    strict: true,
  });

/** Asks, and waits for the trace until it has all its spans. */
async function tracedBy(
  receiver: OtlpReceiver,
  spans: number,
  ask: () => Promise<unknown>,
): Promise<readonly ReceivedSpan[]> {
  const before = new Set(receiver.spans.map(({ traceId }) => traceId));
  await ask();
  const own = (): readonly ReceivedSpan[] => receiver.spans.filter(({ traceId }) => !before.has(traceId));
  await expect.poll(() => own().length, { timeout: 60_000, interval: 50 }).toBe(spans);
  const trace = own();
  expect(new Set(trace.map(({ traceId }) => traceId)).size).toBe(1);
  return trace;
}

const named = (trace: readonly ReceivedSpan[], name: string, kod?: string): ReceivedSpan => {
  const found = trace.filter((s) => s.name === name && (!kod || s.attributes['ssbtek.agency'] === kod));
  expect(found).toHaveLength(1);
  return found[0] as ReceivedSpan;
};

/** One question is one trace, told without telling about anybody. */
export function traces(start: MeshFactory): void {
  describe('traces', () => {
    let mesh: Mesh;
    let receiver: OtlpReceiver;
    let tracing: Tracing;
    beforeAll(async () => {
      receiver = await OtlpReceiver.start();
      tracing = tracingTo(receiver.url);
      mesh = await start({
        env: { SSBTEK_DEADLINE_MS: '2500', SSBTEK_BREAKER_MIN_CALLS: '1000' },
        tracer: (role) => tracing.tracer(role),
      });
    });
    afterEach(() => Promise.all(KODER.map((kod) => mesh.control(kod, {}))));
    afterAll(async () => {
      await mesh.stop();
      await tracing.stop(2000);
      await receiver.stop();
    });

    it('show one question over ingress, broker, seven workers and agencies, aggregator and back', async () => {
      const headers = { traceparent: FOREIGN };
      const trace = await tracedBy(receiver, 27, () => mesh.ask(question(), { headers }));
      expect(FOREIGN).not.toContain(trace[0]?.traceId);
      const asked = named(trace, 'POST /ssbtek/v1');
      expect(asked).toMatchObject({ kind: KIND.server, service: 'ssbtek-ingress', failed: false, links: [] });
      expect(asked.parentSpanId ?? '').toBe('');
      expect(asked.attributes).toMatchObject({
        'http.response.status_code': 200,
        'ssbtek.outcome': 'complete',
      });
      const inquiry = named(trace, 'send ssbtek.inquiry.v1');
      const opened = trace.find((s) => s.name === 'send ssbtek.reply.v1' && s.service === 'ssbtek-ingress');
      expect([inquiry.parentSpanId, opened?.parentSpanId]).toEqual([asked.spanId, asked.spanId]);
      const replies: string[] = [];
      for (const kod of KODER) {
        const work = named(trace, 'process ssbtek.inquiry.v1', kod);
        expect(work).toMatchObject({
          kind: KIND.consumer,
          service: `ssbtek-worker-${kod}`,
          parentSpanId: inquiry.spanId,
          links: [inquiry.spanId],
          failed: false,
        });
        const call = trace.filter((s) => s.kind === KIND.client && s.attributes['ssbtek.agency'] === kod);
        expect(call).toHaveLength(1);
        expect(call[0]).toMatchObject({ parentSpanId: work.spanId, failed: false });
        const reply = named(trace, 'send ssbtek.reply.v1', kod);
        expect(reply).toMatchObject({ kind: KIND.producer, parentSpanId: work.spanId });
        replies.push(reply.spanId);
      }
      const join = named(trace, 'join ssbtek.reply.v1');
      expect(join).toMatchObject({
        service: 'ssbtek-aggregator',
        parentSpanId: opened?.spanId,
        failed: false,
      });
      expect(join.links.toSorted()).toEqual([opened?.spanId, ...replies].toSorted());
      expect(join.attributes).toMatchObject({
        'ssbtek.join.reason': 'complete',
        'messaging.batch.message_count': 8,
      });
      const answer = named(trace, 'send ssbtek.answer.v1');
      expect(answer.parentSpanId).toBe(join.spanId);
      const delivery = named(trace, 'process ssbtek.answer.v1');
      expect(delivery).toMatchObject({ service: 'ssbtek-ingress', parentSpanId: answer.spanId });
      expect(new Set(trace.map((s) => s.attributes['ssbtek.inquiry.id'])).size).toBe(1);
    });

    it('show which agency timed out', async () => {
      await mesh.control('so', { latencyMs: -1 });
      const trace = await tracedBy(receiver, 27, () => mesh.ask(question()));
      const failed = trace.filter((s) => s.failed);
      expect(failed.map((s) => [s.name, s.attributes['ssbtek.agency'], s.attributes['error.type']])).toEqual(
        expect.arrayContaining([
          ['process ssbtek.inquiry.v1', 'so', 'timeout'],
          ['POST', 'so', 'timeout'],
        ]),
      );
      expect(failed).toHaveLength(2);
      expect(named(trace, 'POST /ssbtek/v1').attributes['ssbtek.outcome']).toBe('partial');
    });

    it('show a refused question, and nothing behind it', async () => {
      const bad = question().replace('HL123456', '');
      const [refused] = await tracedBy(receiver, 1, () => mesh.ask(bad));
      expect(refused).toMatchObject({ name: 'POST /ssbtek/v1', failed: true });
      expect(refused?.attributes).toMatchObject({
        'error.type': 'client_fault',
        'http.response.status_code': 500,
      });
    });

    it('name the template of a path and never what is filled in', async () => {
      const path = '/ssbtek/v10';
      const trace = await tracedBy(receiver, 27, () => mesh.ask(example('v10'), { path }));
      const template =
        '/lefi-extern-formansinformation/{version}/aktorer/{aktorsId}/formansinformation/fraga';
      expect(named(trace, `POST ${template}`).attributes['url.template']).toBe(template);
    });

    it('are named in every log line about a question', async () => {
      await mesh.ask(question());
      await mesh.ask(question().replace('HL123456', ''));
      const lines = mesh.logs().map((line) => JSON.parse(line) as Record<string, unknown>);
      const about = lines.filter(({ msg }) =>
        /question|inquiry|agency (answered|gave)|join/.test(String(msg)),
      );
      expect(new Set(about.map(({ msg }) => msg)).size).toBeGreaterThan(3);
      expect(about.filter(({ inquiryId, traceId }) => !inquiryId || !traceId)).toEqual([]);
    });

    it('are pointed at by exemplars', async () => {
      await mesh.ask(question());
      const metrics = await mesh.metrics('application/openmetrics-text');
      for (const name of ['inquiry', 'agency_request', 'join'])
        expect(metrics).toMatch(
          new RegExp(
            `^ssbtek_${name}_duration_seconds_bucket\\{[^}]*\\} \\d+ # \\{trace_id="[0-9a-f]{32}"\\} `,
            'm',
          ),
        );
    });

    it('tell nothing about anybody', async () => {
      const asked = PERSONAS.flatMap(({ personidentitet }) => [
        mesh.ask(question({ personidentitet, korrelationsid: 'KORR-HEMLIG' })),
        mesh.ask(example('v10', personidentitet), { path: '/ssbtek/v10' }),
        mesh.ask(example('v11', personidentitet), { path: '/ssbtek/v11' }),
      ]);
      await Promise.all(asked);
      await tracing.stop(5000);
      expect(receiver.spans.length).toBeGreaterThan(PERSONAS.length * 60);
      expect(secretsIn(receiver.bodies.join('\n'))).toEqual([]);
    });
  });

  it("reach no agency: what is asked of it tells nothing of the trace, nor of the caller's (ADR 14)", async () => {
    const heard: IncomingHttpHeaders[] = [];
    const agency = createServer((request, response) => {
      heard.push(request.headers);
      request.resume().on('end', () => response.writeHead(503).end());
    });
    await new Promise<void>((resolve) => agency.listen(0, '127.0.0.1', resolve));
    const receiver = await OtlpReceiver.start();
    const tracing = tracingTo(receiver.url);
    const url = `http://127.0.0.1:${(agency.address() as AddressInfo).port}/`;
    const mesh = await start({
      env: { SSBTEK_AGENCY_AF_URL: url },
      tracer: (role) => tracing.tracer(role),
    });
    await mesh.ask(question({ inkludera: ['AF'] }), { headers: { traceparent: FOREIGN } });
    await mesh.stop();
    await tracing.stop(2000);
    await receiver.stop();
    await new Promise((resolve) => agency.close(resolve));
    const traceId = receiver.spans[0]?.traceId ?? 'no span';
    expect(heard).toHaveLength(1);
    const told = JSON.stringify(heard);
    expect(told).not.toMatch(/traceparent|tracestate|baggage/i);
    for (const id of [traceId, FOREIGN.slice(3, 35)]) expect(told).not.toContain(id);
  });

  describe('traces that are not recorded', () => {
    it.each([
      ['off by default', undefined],
      ['with a share of 0', 0],
    ])('send nothing and name nothing: %s', async (_, ratio) => {
      const receiver = await OtlpReceiver.start();
      const tracing = tracingTo(receiver.url, ratio ?? 0);
      const mesh = await start(ratio === undefined ? {} : { tracer: (role) => tracing.tracer(role) });
      const { status } = await mesh.ask(question());
      expect(status).toBe(200);
      const metrics = await mesh.metrics('application/openmetrics-text');
      await mesh.stop();
      await tracing.stop(2000);
      expect(receiver.bodies).toEqual([]);
      expect(mesh.logs().join()).not.toContain('traceId');
      expect(metrics).not.toContain('trace_id');
      await receiver.stop();
    });

    it.each([
      ['refuses them', 500],
      ['is away', 0],
    ])('disturb no question when the store %s', async (_, status) => {
      const receiver = await OtlpReceiver.start();
      receiver.status = status;
      if (status === 0) await receiver.stop();
      const tracing = tracingTo(status === 0 ? 'http://127.0.0.1:9/v1/traces' : receiver.url);
      const mesh = await start({ tracer: (role) => tracing.tracer(role) });
      expect((await mesh.ask(question())).status).toBe(200);
      await tracing.stop(500);
      await mesh.stop();
      if (status !== 0) await receiver.stop();
    });
  });
}
