import { vi } from 'vitest';

/** How long a test waits for something that will come, ms; it comes sooner, but on a machine that does much else. */
const PATIENCE_MS = 30_000;

const PATIENT = Symbol.for('ssbtek.patient');

/** Waits without a time of their own give up after a second, which says more about the machine than about the code. */
const patient = vi as typeof vi & { [PATIENT]?: true };
if (!patient[PATIENT]) {
  const { waitFor, waitUntil } = vi;
  patient[PATIENT] = true;
  vi.waitFor = (callback, options = PATIENCE_MS) => waitFor(callback, options);
  vi.waitUntil = (callback, options = PATIENCE_MS) => waitUntil(callback, options);
}
