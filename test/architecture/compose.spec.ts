import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { servicesIn } from '../support/compose';
import { built } from '../support/manifests';
import { COMPOSE_RULES } from './support/compose-rules';
import { ROOT } from './support/workspace';

const text = readFileSync(join(ROOT, 'deploy/compose.yaml'), 'utf8');
const cluster = built('k8s/overlays/test');
const mistakesIn = (written: string) =>
  COMPOSE_RULES.flatMap(({ name, mistakes }) =>
    mistakes(servicesIn(written), cluster).map((mistake) => `${name}: ${mistake}`),
  );

describe('the compose file', () => {
  it.each(COMPOSE_RULES)('$name', ({ mistakes }) => {
    expect(mistakes(servicesIn(text), cluster)).toEqual([]);
  });
});

/** What people may do to the file by mistake, and what is said of it. */
const MISTAKES: readonly (readonly [what: string, before: string | RegExp, after: string, said: RegExp])[] = [
  ['an agency less', /^ {2}worker-csn:\n(?: {4}.*\n)+/m, '', /one service for each.*worker-af,worker-fk/],
  ['the wrong process', 'apps/worker-csn/', 'apps/worker-fk/', /worker-csn starts .*worker-fk/],
  ['another image', /(?<=worker-csn:\n.*\n)/, '    image: ssbtek-mesh:old\n', /Of our image are/],
  ['a slip in a name', 'AGENCY_CSN_URL', 'AGENCY_CSN_ULR', /does not know SSBTEK_AGENCY_CSN_ULR/],
  ['another agency’s address', '8090/csn', '8090/fk', /SSBTEK_AGENCY_CSN_URL is .*fk/],
  ['no broker', '  SSBTEK_KAFKA_BROKERS: kafka:9092\n', '', /worker-af: SSBTEK_KAFKA_BROKERS is undefined/],
  ['a root user', 'user: 65532:65532', "user: '0:0'", /without rights.*ingress: 0:0/],
  ['files that can be written', '/etc/ssbtek:ro', '/etc/ssbtek', /without rights.*keys:\/etc\/ssbtek/],
  ['a password', 'SSBTEK_HOST: 0.0.0.0', 'SSBTEK_KAFKA_SASL_PASSWORD: x', /no secret.*SASL_PASSWORD/],
  ['keys from elsewhere', 'FILE: /etc/ssbtek/audit', 'FILE: /etc/other/audit', /no secret.*AUDIT_KEYS_FILE/],
  ['keys with a network', 'network_mode: none', 'network_mode: bridge', /keys has a network/],
  ['more memory', 'mem_limit: 384m', 'mem_limit: 385m', /as? .*cluster: worker-af: 385m/],
  ['less time', "STOP_TIMEOUT_MS: '28000'", "STOP_TIMEOUT_MS: '2800'", /STOP_TIMEOUT_MS is 2800/],
  ['another time to stop', 'stop_grace_period: 42s', 'stop_grace_period: 12s', /ingress: 12s/],
  ['capabilities', 'cap_drop: [ALL]', 'cap_drop: [SYS_ADMIN]', /capabilities.*jaeger/],
  ['an image that moves', 'grafana:13.2.2', 'grafana:latest', /by its version.*grafana:latest/],
  ['a port for everybody', "'127.0.0.1:3000", "'0.0.0.0:3000", /this machine only.*0\.0\.0\.0:3000/],
  ['an address of nobody', 'http://jaeger:4318', 'http://jeager:4318', /looks for jeager/],
  [
    'a file that is not there',
    './compose/make-keys.mjs:',
    './compose/keys.mjs:',
    /mounts no file.*keys\.mjs/,
  ],
  ['another broker', 'apache/kafka:4.3.0', 'apache/kafka:4.2.0', /the tests have: apache\/kafka:4\.2\.0/],
  ['topics that make themselves', "TOPICS_ENABLE: 'false'", "TOPICS_ENABLE: 'true'", /TOPICS_ENABLE is true/],
  ['nobody to read', /^ {2}jaeger:/m, '  tracing:', /jaeger is not there/],
];

it.each(MISTAKES)('would be found with %s', (_, before, after, said) => {
  const written = text.replace(before, after);
  expect(written).not.toBe(text);
  expect(mistakesIn(written)).toContainEqual(expect.stringMatching(said));
});
