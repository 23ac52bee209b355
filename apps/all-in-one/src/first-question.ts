import { fileURLToPath } from 'node:url';

const EXAMPLE = fileURLToPath(new URL('../../../docs/examples/v1-fraga.xml', import.meta.url));

/** The example's dates become those of this month, whenever it is pasted: agencies count from today. */
const DATED = `sed "s/2026-1[01]-01/$(date -u +%Y-%m-01)/; s/2026-11-24/$(date -u +%Y-%m-%d)/"`;

/**
 * What a newcomer reads once everything has started: the portal first, then the doors, the simulator, metrics and health, and
 * a question that works when pasted.
 * @param asked elements of the agencies that are asked at an address of their own instead of the simulator
 */
export function firstQuestion(
  addresses: Readonly<Record<string, string>>,
  managementPort: number,
  asked: readonly string[],
): string {
  const { portal = '', simulator = '', ...doors } = addresses;
  const management = `http://127.0.0.1:${managementPort}`;
  const others = {
    ...doors,
    simulator,
    metrics: `${management}/metrics`,
    health: `${management}/health/ready`,
  };
  const lines = Object.entries(others).map(([name, address]) => `  ${name.padEnd(12)} ${address}`);
  const really =
    asked.length === 0 ? 'no agency is asked' : `asked at the addresses that are set: ${asked.join(', ')}`;
  return `
SSBTEK mesh is running. All persons in the simulator are fictive; ${really}.

Open this first:  ${portal}

${lines.join('\n')}

Ask the first question (another terminal):

  ${DATED} \\
    '${EXAMPLE}' |
    curl -sS -H 'Content-Type: text/xml; charset=utf-8' --data-binary @- ${addresses['ssbtek/v1'] ?? ''}

Ctrl-C stops.

`;
}
