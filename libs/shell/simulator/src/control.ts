import { LARGE_BYTES, SOCKET_FAULTS, SPOILED_ANSWERS, type SimulatedFault } from '@ssbtek/bastjanst-kit';

/** What the control API can ask of a simulated agency; each field is optional and replaces the persona's rule. */
export interface ControlSettings {
  /** Delay before the answer, ms; -1 never answers. */
  readonly latencyMs?: number;
  /** Broken transport. */
  readonly fault?: SimulatedFault;
  /** A code of the agency's own. */
  readonly kod?: string;
  /** Puts a text into each answer that only this agency and person can have. */
  readonly nonce?: boolean;
  /** Answers about somebody else than the question. */
  readonly otherPerson?: boolean;
  /** Size of the answers, about: lists are so long. Only where somebody is registered. */
  readonly bytes?: number;
  /** Whether questions are held to the limits that the agency documents. Left out: as the simulator was started. */
  readonly strict?: boolean;
  /** For how many calls this holds; afterwards all is as before. Left out: until changed. */
  readonly calls?: number;
}

/** The words for broken transport. */
export const FAULTS: readonly string[] = [...SPOILED_ANSWERS, ...SOCKET_FAULTS];

/** Of the settings that are numbers: least and most. */
export const BOUNDS = {
  /** -1 never answers. */
  latencyMs: [-1, 600_000],
  bytes: [1, LARGE_BYTES],
  calls: [1, 1_000_000],
} as const;

const CHECKS: Readonly<Record<keyof ControlSettings, (value: unknown) => string | undefined>> = {
  latencyMs: (v) =>
    isWhole(v, BOUNDS.latencyMs)
      ? undefined
      : `latencyMs must be a whole number from -1 (never answer) to ${BOUNDS.latencyMs[1]}`,
  fault: (v) =>
    typeof v === 'string' && FAULTS.includes(v) ? undefined : `fault must be one of ${FAULTS.join(', ')}`,
  kod: (v) =>
    typeof v === 'string' && /^[\w-]{1,20}$/.test(v) ? undefined : 'kod must be a code of the agency',
  nonce: (v) => (typeof v === 'boolean' ? undefined : 'nonce must be true or false'),
  otherPerson: (v) => (typeof v === 'boolean' ? undefined : 'otherPerson must be true or false'),
  bytes: (v) =>
    isWhole(v, BOUNDS.bytes) ? undefined : `bytes must be a whole number from 1 to ${BOUNDS.bytes[1]}`,
  strict: (v) => (typeof v === 'boolean' ? undefined : 'strict must be true or false'),
  calls: (v) =>
    isWhole(v, BOUNDS.calls) ? undefined : `calls must be a whole number from 1 to ${BOUNDS.calls[1]}`,
};

const isWhole = (value: unknown, [min, max]: readonly [number, number]): boolean =>
  Number.isInteger(value) && (value as number) >= min && (value as number) <= max;

/** Settings from a JSON document, or what is wrong with it, every mistake at once. */
export function readControl(
  json: string,
): { readonly settings: ControlSettings } | { readonly mistakes: readonly string[] } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return { mistakes: ['the body must be JSON'] };
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    return { mistakes: ['the body must be a JSON object'] };
  const mistakes = Object.entries(parsed).flatMap(([key, value]) =>
    Object.hasOwn(CHECKS, key)
      ? (CHECKS[key as keyof ControlSettings](value) ?? [])
      : `${key} is not known; known are ${Object.keys(CHECKS).join(', ')}`,
  );
  return mistakes.length > 0 ? { mistakes } : { settings: parsed };
}

/** What is in force, and how many calls came since the start. */
export interface ControlState {
  readonly settings: ControlSettings;
  /** Whether questions are held to the agency's limits. */
  readonly strict: boolean;
  readonly received: number;
}

/** Control of one simulated agency, and what it has seen. */
export class AgencyControl {
  private settings: ControlSettings = {};
  private left = Number.POSITIVE_INFINITY;
  private received = 0;

  /** @param strict whether questions are held to the agency's limits where the settings do not say */
  constructor(private readonly strict: boolean) {}

  get state(): ControlState {
    const { strict = this.strict } = this.settings;
    return { settings: this.settings, strict, received: this.received };
  }

  set(settings: ControlSettings): void {
    this.settings = settings;
    this.left = settings.calls ?? Number.POSITIVE_INFINITY;
  }

  /** A call arrived: the settings that hold for it. */
  next(): ControlSettings & { readonly strict: boolean } {
    this.received += 1;
    if (this.left <= 0) this.settings = {};
    this.left -= 1;
    return { strict: this.strict, ...this.settings };
  }
}
