import { fileURLToPath } from 'node:url';

const EXAMPLE = fileURLToPath(new URL('../../../docs/examples/v1-fraga.xml', import.meta.url));

/** What a newcomer reads once everything has started: addresses and a question that works when pasted. */
export function firstQuestion(addresses: Readonly<Record<string, string>>): string {
  const lines = Object.entries(addresses).map(([name, address]) => `  ${name.padEnd(12)} ${address}`);
  return `
SSBTEK mesh is running. All persons in the simulator are fictive; no agency is asked.

${lines.join('\n')}

Ask the first question (another terminal):

  curl -sS -H 'Content-Type: text/xml; charset=utf-8' \\
    --data-binary '@${EXAMPLE}' ${addresses['ssbtek/v1'] ?? ''}

Ctrl-C stops.

`;
}
