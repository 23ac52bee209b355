import { running, type Mesh } from '../mesh/mesh.ts';
import { cpuMs } from '../mesh/proc.ts';
import { AGENCIES, type Stage } from '../mesh/stage.ts';
import { until } from '../mesh/until.ts';
import { PRELOAD } from '../probe/probed.ts';
import { createTopics } from './kafka.ts';

let runs = 0;

/** Starts nine bare processes that take the same way as the mesh's: what nobody can do without. */
export async function startFloor(stage: Stage): Promise<Mesh> {
  const { children, ports } = stage;
  const run = `${process.pid}-${(runs += 1)}`;
  await createTopics(
    ports.kafka,
    ['inquiry', 'reply', 'answer', 'audit'].map((name) => `floor-${run}-${name}`),
  );
  const env = {
    FLOOR_RUN: run,
    FLOOR_KAFKA_PORT: String(ports.kafka),
    FLOOR_AGENCIES_PORT: String(ports.agencies),
    FLOOR_HTTP_PORT: String(ports.ingress),
    BENCH_KAFKA_PORT: String(ports.kafka),
  };
  const startedAt = performance.now();
  const start = (name: string, script: string, more: Readonly<Record<string, string>> = {}): string => {
    const args = ['--import', PRELOAD, new URL(script, import.meta.url).pathname];
    children.start({ name, args, cwd: process.cwd(), env: { ...env, ...more }, probed: true });
    return name;
  };
  const processes = [
    start('aggregator', 'aggregator.ts'),
    ...AGENCIES.map((kod) => start(`worker-${kod}`, 'worker.ts', { FLOOR_KOD: kod })),
    start('ingress', 'ingress.ts'),
  ];
  await until(children, async () => (await fetch(`http://127.0.0.1:${ports.ingress}/ready`)).ok, 'ingress');
  return running(stage, processes, {
    readySeconds: (performance.now() - startedAt) / 1000,
    cpuMs: processes.reduce((sum, name) => sum + cpuMs(children.pid(name)), 0),
  });
}
