import type { Plan } from './plan.ts';

/** What is printed once everything is ready: where everything is, and the first question. */
export function tableOf({ portal, ingress, kafkaPort, processes, ports }: Plan, logs: string): string {
  const simulator = ports.find(({ what }) => what === 'simulator')?.port ?? 0;
  const rows: ReadonlyArray<readonly [string, string, string]> = processes.map(({ app, managementPort }) => [
    app,
    { portal, ingress: `${ingress}/ssbtek/v1`, simulator: `http://127.0.0.1:${simulator}` }[app] ?? '',
    `http://127.0.0.1:${managementPort}/metrics`,
  ]);
  const all = [
    ['process', 'address', 'metrics (health at /health/ready)'] as const,
    ...rows,
    ['kafka', `127.0.0.1:${kafkaPort}`, ''] as const,
  ];
  const width = (column: 0 | 1): number => Math.max(...all.map((row) => row[column].length));
  const lines = all.map(([process, address, metrics]) =>
    `  ${process.padEnd(width(0))}  ${address.padEnd(width(1))}  ${metrics}`.trimEnd(),
  );
  return `
The mesh runs: ${processes.length} processes over Kafka. All persons in the simulator are fictive; no agency is asked.

Open this first:  ${portal}

${lines.join('\n')}

Ask the first question (another terminal):

  curl -sS -H 'Content-Type: text/xml; charset=utf-8' \\
    --data-binary @docs/examples/v1-fraga.xml ${ingress}/ssbtek/v1

Logs: ${logs}. Ctrl-C stops everything, Kafka too.
`;
}
