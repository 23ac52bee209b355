import { decimal, filePath, flag, integer, text, url, type Setting, type Values } from '@ssbtek/config';
import type { Bastjanst } from '@ssbtek/bastjanst-kit';
import { crlDescription, revocationSettings } from '@ssbtek/tls';

/** Breaker numbers for every agency (architecture 11). */
export const breakerSettings = {
  failureRate: decimal('SSBTEK_BREAKER_FAILURE_RATE', {
    default: 0.5,
    min: 0.01,
    max: 1,
    description: "Share of failed calls within the window at which an agency's breaker opens.",
  }),
  minCalls: integer('SSBTEK_BREAKER_MIN_CALLS', {
    default: 10,
    min: 1,
    max: 10_000,
    description: 'Calls within the window before the failure rate means anything.',
  }),
  windowMs: integer('SSBTEK_BREAKER_WINDOW_MS', {
    default: 10_000,
    min: 100,
    max: 600_000,
    unit: 'ms',
    description: 'How far back calls count.',
  }),
  resetMs: integer('SSBTEK_BREAKER_RESET_MS', {
    default: 10_000,
    min: 50,
    max: 600_000,
    unit: 'ms',
    description: 'How long a breaker stays open before one probe call is let through.',
  }),
};

/** Settings that every agency has, under its own prefix. */
function ownSettings({ descriptor: { kod, namn } }: Bastjanst) {
  const name = (suffix: string): string => `SSBTEK_AGENCY_${kod.toUpperCase()}_${suffix}`;
  const breaker = (suffix: string): { derived: string } => ({ derived: `SSBTEK_BREAKER_${suffix}` });
  return {
    timeoutMs: integer(name('TIMEOUT_MS'), {
      min: 50,
      max: 300_000,
      unit: 'ms',
      derived: '0.8 of SSBTEK_DEADLINE_MS',
      description: `Time budget of one call to ${namn}.`,
    }),
    maxInFlight: integer(name('MAX_IN_FLIGHT'), {
      default: 512,
      min: 1,
      max: 10_000,
      description: `Calls to ${namn} at the same time, per worker process.`,
    }),
    maintenance: flag(name('MAINTENANCE'), {
      default: false,
      description: `true while ${namn} is not to be asked: its part of every answer is then an error at once.`,
    }),
    caFile: filePath(name('CA_FILE'), {
      description: `PEM file with the CA that ${namn}'s server certificate must come from. Read again when it changes.`,
    }),
    certFile: filePath(name('CERT_FILE'), {
      description: `PEM file with our client certificate towards ${namn}. Read again when it changes.`,
    }),
    keyFile: filePath(name('KEY_FILE'), {
      description: `PEM file with the key of our client certificate towards ${namn}. Read again when it changes.`,
    }),
    crlFile: filePath(name('CRL_FILE'), {
      description: crlDescription(`${namn}'s server certificates`),
    }),
    ...revocationSettings,
    ownFailureRate: decimal(name('BREAKER_FAILURE_RATE'), {
      min: 0.01,
      max: 1,
      ...breaker('FAILURE_RATE'),
      description: `Failure rate at which ${namn}'s breaker opens.`,
    }),
    ownMinCalls: integer(name('BREAKER_MIN_CALLS'), {
      min: 1,
      max: 10_000,
      ...breaker('MIN_CALLS'),
      description: `Calls before ${namn}'s failure rate means anything.`,
    }),
    ownWindowMs: integer(name('BREAKER_WINDOW_MS'), {
      min: 100,
      max: 600_000,
      unit: 'ms',
      ...breaker('WINDOW_MS'),
      description: `How far back calls to ${namn} count.`,
    }),
    ownResetMs: integer(name('BREAKER_RESET_MS'), {
      min: 50,
      max: 600_000,
      unit: 'ms',
      ...breaker('RESET_MS'),
      description: `How long ${namn}'s breaker stays open before a probe.`,
    }),
  };
}

/** Address of each protocol, keyed by its variable. Unset: the agency is not asked that way. */
export function urlSettings({
  descriptor,
  protocols,
}: Bastjanst): Record<string, Setting<string | undefined>> {
  return Object.fromEntries(
    protocols.map(({ name, urlVariable }) => [
      urlVariable,
      url(urlVariable, {
        description: `Address of ${descriptor.namn} (${name}).`,
        derived: 'the simulator in all-in-one',
      }),
    ]),
  );
}

/** The agency's particular settings, keyed as in its descriptor. */
export function particularSettings({ descriptor }: Bastjanst): Record<string, Setting<string>> {
  return Object.fromEntries(
    descriptor.settings.map(({ key, description, default: value, form }) => [
      key,
      text(`SSBTEK_AGENCY_${descriptor.kod.toUpperCase()}_${key}`, { default: value, description, ...form }),
    ]),
  );
}

/** Breaker, time and TLS settings of one agency. */
export const agencySettings = (bastjanst: Bastjanst) => ({ ...breakerSettings, ...ownSettings(bastjanst) });

export type AgencyValues = Values<ReturnType<typeof agencySettings>>;

/** The breaker numbers in force for an agency: its own where given. */
export const breakerValues = (values: AgencyValues) => ({
  failureRate: values.ownFailureRate ?? values.failureRate,
  minCalls: values.ownMinCalls ?? values.minCalls,
  windowMs: values.ownWindowMs ?? values.windowMs,
  resetMs: values.ownResetMs ?? values.resetMs,
});
