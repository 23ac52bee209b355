/** When something was last told, by what it was. Per bus, not per client: an outage makes many of those. */
const TOLD_AT = new WeakMap<object, Map<string, number>>();

/** True when this has not been told to this listener within the time, ms; it then counts as told. */
export function atMostEvery(ms: number, listener: object, what: string): boolean {
  const toldAt = TOLD_AT.get(listener) ?? new Map<string, number>();
  TOLD_AT.set(listener, toldAt);
  const now = performance.now();
  if (now - (toldAt.get(what) ?? -Infinity) < ms) return false;
  toldAt.set(what, now);
  return true;
}
