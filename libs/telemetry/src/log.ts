import pino, { type DestinationStream } from 'pino';
import { withheldIfPersonal } from './plain';
import type { Log, LogFields, LogLevel } from './telemetry';

const MAX_TEXT = 200;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? withheldIfPersonal(value.slice(0, MAX_TEXT)) : undefined;
const shaped =
  (pattern: RegExp) =>
  (value: unknown): string | undefined =>
    typeof value === 'string' && pattern.test(value) ? value : undefined;
const number = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

/** The allow-list: how each field is written; a field that is not here does not exist. */
const FIELDS: Readonly<Record<keyof LogFields, (value: unknown) => string | number | undefined>> = {
  inquiryId: text,
  traceId: shaped(/^[0-9a-f]{32}$/),
  agency: text,
  agencies: text,
  protocol: text,
  version: text,
  outcome: text,
  reason: text,
  topic: text,
  group: text,
  partition: number,
  offset: shaped(/^\d{1,19}$/),
  status: number,
  durationMs: number,
  count: number,
  port: number,
  address: text,
  broker: text,
  operation: text,
  code: text,
  setting: text,
  is: text,
  mustBe: text,
};

/** The fields of the allow-list that have a value of the right kind. */
function allowListed(fields: LogFields): Record<string, string | number> {
  const written: Record<string, string | number> = {};
  for (const [name, write] of Object.entries(FIELDS)) {
    const value = write(fields[name as keyof LogFields]);
    if (value !== undefined) written[name] = value;
  }
  return written;
}

/** What a logger is made of. */
export interface LogOptions {
  readonly role: string;
  readonly instance: string;
  readonly level: LogLevel;
  /** Receives each line with its line feed. */
  readonly write: (line: string) => void;
}

/** A logger of JSON lines: time, level, role, instance, msg and allow-listed fields. Errors are not accepted. */
export function jsonLog({ role, instance, level, write }: LogOptions): Log {
  const destination: DestinationStream = { write };
  const logger = pino(
    {
      level,
      base: { role, instance },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  const at =
    (name: Exclude<LogLevel, 'silent'>) =>
    (message: string, fields: LogFields = {}): void => {
      if (logger.isLevelEnabled(name)) logger[name](allowListed(fields), withheldIfPersonal(message));
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

let standardOutput: DestinationStream | undefined;

/** Writes to standard output at once: a line written before a crash is not lost. */
export function toStandardOutput(line: string): void {
  standardOutput ??= pino.destination({ fd: 1, sync: true });
  standardOutput.write(line);
}
