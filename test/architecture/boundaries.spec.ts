import { describe, expect, it } from 'vitest';
import { crossed } from './support/lint';

type Case = readonly [why: string, file: string, code: string];

const FORBIDDEN: Readonly<Record<string, { readonly said: RegExp; readonly cases: readonly Case[] }>> = {
  'a layer above': {
    said: /can only depend on libs|Circular dependency/,
    cases: [
      ['contract sees nothing', 'libs/contract/src/x.ts', "import '@ssbtek/core';"],
      ['core sees contract only', 'libs/core/src/x.ts', "import '@ssbtek/xml';"],
      [
        'core does not see the kit',
        'libs/core/src/x.ts',
        "import type { Bastjanst } from '@ssbtek/bastjanst-kit';",
      ],
      ['XML does not know inquiries', 'libs/xml/src/x.ts', "import '@ssbtek/core';"],
      ['SHS does not know the kit', 'libs/shs/src/x.ts', "export * from '@ssbtek/bastjanst-kit';"],
      [
        'the kit does not see an agency',
        'libs/bastjanst-kit/src/x.ts',
        "import '@ssbtek/bastjanst-registry';",
      ],
      ['the kit does not see an adapter', 'libs/bastjanst-kit/src/x.ts', "import '@ssbtek/telemetry';"],
      ['an agency does not call', 'libs/bastjanster/af/src/x.ts', "import '@ssbtek/agency-http';"],
      ['an agency does not read settings', 'libs/bastjanster/af/src/x.ts', "import '@ssbtek/config';"],
      [
        'a contract version knows no agency',
        'libs/contract-versions/v1/src/x.ts',
        "import '@ssbtek/bastjanst-kit';",
      ],
      ['an adapter does not see a shell', 'libs/messaging/kafka/src/x.ts', "import '@ssbtek/runtime';"],
      ['an adapter reads no XML', 'libs/telemetry/src/x.ts', "import '@ssbtek/xml';"],
      ['the registry starts nothing', 'libs/bastjanster/registry/src/x.ts', "import '@ssbtek/shell-worker';"],
      [
        'a shell does not know the agencies',
        'libs/shell/worker/src/x.ts',
        "import '@ssbtek/bastjanst-registry';",
      ],
      [
        'the runtime does not know them',
        'libs/runtime/src/x.ts',
        "await import('@ssbtek/bastjanst-registry');",
      ],
      ['pages do not start anything', 'libs/portal/src/x.ts', "import '@ssbtek/shell-portal';"],
      ['pages read no settings', 'libs/portal/src/x.ts', "import '@ssbtek/config';"],
      ['pages know no agency', 'libs/portal/src/x.ts', "import '@ssbtek/bastjanst-registry';"],
      ['an app is a shell', 'apps/ingress/src/x.ts', "import '@ssbtek/core';"],
      ['an app does not send', 'apps/ingress/src/x.ts', "import '@ssbtek/messaging-kafka';"],
    ],
  },
  'another agency': {
    said: /can only depend on libs|Circular dependency/,
    cases: [
      ['beside', 'libs/bastjanster/af/src/x.ts', "import '@ssbtek/bastjanst-csn';"],
      ['in a test', 'libs/bastjanster/af/src/x.spec.ts', "import '@ssbtek/bastjanst-csn';"],
      ['a type of it', 'libs/bastjanster/af/src/x.ts', "import type { csn } from '@ssbtek/bastjanst-csn';"],
      ['through the registry', 'libs/bastjanster/af/src/x.ts', "import '@ssbtek/bastjanst-registry';"],
      ['in a worker', 'apps/worker-csn/src/main.ts', "import '@ssbtek/bastjanst-fk';"],
      ['all of them in a worker', 'apps/worker-csn/src/main.ts', "import '@ssbtek/bastjanst-registry';"],
      ['from a shared shell', 'libs/shell/worker/src/x.ts', "import '@ssbtek/bastjanst-af';"],
    ],
  },
  'a third-party package': {
    said: /is not allowed to import|Only packages defined/,
    cases: [
      ['in contract', 'libs/contract/src/x.ts', "import 'zod';"],
      ['in core', 'libs/core/src/x.ts', "import 'rxjs';"],
      ['NestJS in the kit', 'libs/bastjanst-kit/src/x.ts', "import '@nestjs/common';"],
      ['in an agency', 'libs/bastjanster/csn/src/x.ts', "import { XMLParser } from 'fast-xml-parser';"],
      ['in an agency, below its name', 'libs/bastjanster/csn/src/x.ts', "import 'rxjs/operators';"],
      ['in a contract version', 'libs/contract-versions/v1/src/x.ts', "import 'libxml2-wasm';"],
      ['the breaker in a shell', 'libs/shell/worker/src/x.ts', "import CircuitBreaker from 'opossum';"],
      ['HTTP in a shell', 'libs/shell/worker/src/x.ts', "import { Pool } from 'undici';"],
      ['Kafka in the transport', 'libs/shell/transport/src/x.ts', "import type { Kafka } from 'kafkajs';"],
      ['Kafka in the port', 'libs/messaging/port/src/x.ts', "import { Kafka } from 'kafkajs';"],
      [
        "a driver's library in another driver",
        'libs/messaging/kafkajs/src/x.ts',
        "import { Connection } from '@platformatic/kafka';",
      ],
      ['a client library in the bus', 'libs/messaging/kafka/src/x.ts', "import { Kafka } from 'kafkajs';"],
      ['NestJS in an adapter', 'libs/messaging/kafka/src/x.ts', "import '@nestjs/microservices';"],
      ['metrics in the runtime', 'libs/runtime/src/x.ts', "import 'prom-client';"],
      ['a logger in the runtime', 'libs/runtime/src/x.ts', "await import('pino');"],
      ['zod in a shell', 'libs/shell/settings/src/x.ts', "import { z } from 'zod';"],
      ['XML outside of xml', 'libs/soap/src/x.ts', "import { SaxesParser } from 'saxes';"],
      ['in an app', 'apps/all-in-one/src/x.ts', "import '@nestjs/core';"],
      ['what nobody declared', 'libs/telemetry/src/x.ts', "import 'sonic-boom';"],
      ['what is not there', 'libs/telemetry/src/x.ts', "import 'left-pad-of-nobody';"],
    ],
  },
  'the surroundings': {
    said: /This layer (is pure|loads nothing)|Write Node's modules/,
    cases: [
      ['a Node module in core', 'libs/core/src/x.ts', "import 'node:fs';"],
      ['one while running', 'libs/core/src/x.ts', "await import('node:fs');"],
      ['one without its prefix', 'libs/core/src/x.ts', "import 'fs';"],
      ['one in an agency', 'libs/bastjanster/so/src/x.ts', "import { Buffer } from 'node:buffer';"],
      ['one in SHS', 'libs/shs/src/x.ts', "import 'node:crypto';"],
      ['one in a contract version', 'libs/contract-versions/kit/src/x.ts', "import 'node:fs';"],
      ['files in XML', 'libs/xml/src/x.ts', "import 'node:fs';"],
      ['the environment', 'libs/bastjanster/af/src/x.ts', "export const a = process.env['A'];"],
      ['bytes of Node', 'libs/core/src/x.ts', "export const a = Buffer.from('a');"],
      ['a timer', 'libs/core/src/x.ts', 'setTimeout(() => undefined, 1);'],
      ['the clock', 'libs/core/src/x.ts', 'export const a = Date.now();'],
      ['the clock, differently', 'libs/bastjanster/tns/src/x.ts', 'export const a = new Date();'],
      ['chance', 'libs/bastjanst-kit/src/x.ts', 'export const a = Math.random();'],
      ['a call', 'libs/bastjanster/fk/src/x.ts', "await fetch('http://127.0.0.1');"],
    ],
  },
  'the inside of another project': {
    said: /by its name|relative or absolute|imported by tests only|relative imports|Circular/,
    cases: [
      ['below its name', 'libs/soap/src/x.ts', "import '@ssbtek/xml/src/read';"],
      ['below its name, with a suffix', 'libs/soap/src/x.ts', "import '@ssbtek/xml/read.js';"],
      [
        'documents outside of the lists of them',
        'libs/portal/src/x.ts',
        "import '../../../docs/examples/v1-fraga.xml';",
      ],
      ['by a relative path', 'libs/soap/src/x.ts', "import '../../xml/src/read';"],
      ['by a path from the root', 'libs/soap/src/x.ts', "import 'libs/xml/src/read';"],
      ['what starts real counterparts', 'libs/soap/src/x.spec.ts', "import '../../../test/support/kafka';"],
      ['an app', 'apps/all-in-one/src/x.ts', "import '../../ingress/src/main';"],
      ['what is for tests', 'libs/bastjanster/af/src/x.ts', "import '@ssbtek/bastjanst-kit/testing';"],
      ['what is for tests, in a shell', 'libs/shell/worker/src/x.ts', "import '@ssbtek/messaging/testing';"],
      ['its own name', 'libs/xml/src/x.ts', "import '@ssbtek/xml';"],
      ['a cycle', 'libs/telemetry/src/x.ts', "import '@ssbtek/messaging';\nimport '@ssbtek/runtime';"],
    ],
  },
  'the test runner': {
    said: /is not allowed to import "vitest"/,
    cases: [
      ['in code', 'libs/core/src/x.ts', "import { it } from 'vitest';"],
      ['in an agency', 'libs/bastjanster/af/src/x.ts', "import { it } from 'vitest';"],
    ],
  },
};

const ALLOWED: readonly Case[] = [
  ['core sees contract', 'libs/core/src/x.ts', "import '@ssbtek/contract';"],
  ['SOAP sees XML', 'libs/soap/src/x.ts', "import '@ssbtek/xml';"],
  ['XML uses its parsers', 'libs/xml/src/x.ts', "import 'saxes';\nimport 'libxml2-wasm/lib/libxml2.mjs';"],
  ['XML knows bytes', 'libs/xml/src/x.ts', "import 'node:buffer';"],
  [
    'an agency uses the kit',
    'libs/bastjanster/af/src/x.ts',
    "import '@ssbtek/bastjanst-kit';\nimport '@ssbtek/soap';",
  ],
  [
    'a given moment is no clock',
    'libs/bastjanster/af/src/x.ts',
    "export const day = new Date('2026-01-01');",
  ],
  [
    'an agency is tested',
    'libs/bastjanster/af/src/x.spec.ts',
    "import 'vitest';\nimport '@ssbtek/bastjanst-kit/testing';\nimport 'node:fs';",
  ],
  [
    'the testing entry uses the runner',
    'libs/bastjanst-kit/src/testing/x.ts',
    "import 'vitest';\nimport '@ssbtek/xml/testing';",
  ],
  [
    'a test with the real counterpart starts it',
    'libs/messaging/kafka/src/x.int.spec.ts',
    "import '../../../../test/support/kafka';",
  ],
  [
    'the registry knows agencies',
    'libs/bastjanster/registry/src/x.ts',
    "import '@ssbtek/bastjanst-af';\nimport '@ssbtek/bastjanst-csn';",
  ],
  [
    'a version uses the versions kit',
    'libs/contract-versions/v1/src/x.ts',
    "import '@ssbtek/contract-version';",
  ],
  [
    'one user per library: Kafka',
    'libs/messaging/kafkajs/src/x.ts',
    "import 'kafkajs';\nimport '@ssbtek/messaging';\nimport '@ssbtek/messaging-kafka/driver';",
  ],
  [
    'one user per library: the other client of Kafka',
    'libs/messaging/platformatic/src/x.ts',
    "import '@platformatic/kafka';\nimport '@ssbtek/messaging-kafka/driver';",
  ],
  ['one user per library: breaker', 'libs/resilience/src/x.ts', "import 'opossum';"],
  ['one user per library: metrics', 'libs/telemetry/src/x.ts', "import 'prom-client';\nimport 'pino';"],
  ['one user per library: HTTP', 'libs/agency-http/src/x.ts', "import 'undici';\nimport 'node:tls';"],
  ['one user per library: settings', 'libs/config/src/x.ts', "import 'zod';"],
  [
    'a shell uses NestJS',
    'libs/shell/ingress/src/x.ts',
    "import '@nestjs/common';\nimport 'rxjs';\nimport 'uuid';",
  ],
  [
    'a shell uses adapters and the kit',
    'libs/shell/worker/src/x.ts',
    "import '@ssbtek/resilience';\nimport '@ssbtek/bastjanst-kit';",
  ],
  [
    'a worker is its agency and the shells',
    'apps/worker-csn/src/main.ts',
    "import '@ssbtek/bastjanst-csn';\nimport '@ssbtek/runtime';",
  ],
  [
    'what is for all sees all',
    'apps/all-in-one/src/x.ts',
    "import '@ssbtek/bastjanst-registry';\nimport '@ssbtek/contract-versions';",
  ],
];

describe.each(Object.entries(FORBIDDEN))('%s is out of reach', (_, { said, cases }) => {
  it.each(cases)('%s: %s: %s', async (_why, file, code) => {
    expect((await crossed(file, code)).map(({ text }) => text)).toContainEqual(expect.stringMatching(said));
  });
});

describe('what is needed is within reach', () => {
  it.each(ALLOWED)('%s: %s: %s', async (_why, file, code) => {
    expect(await crossed(file, code)).toEqual([]);
  });
});
