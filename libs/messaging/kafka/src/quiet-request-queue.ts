import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

/** As kafkajs has it: how often requests are looked at that wait for a free place. */
const CHECK_PENDING_MS = 10;

/**
 * kafkajs 2.2.4 plans the next look at its waiting requests even when none waits, with a time in the past:
 * each connection then runs a timer every millisecond for ever (issues 1751 and 1768), and Node 24 prints a
 * TimeoutNegativeWarning. This plans a look only while something waits; a request that is queued later plans
 * its own, because `push` calls this too.
 */
RequestQueue.prototype.scheduleCheckPendingRequests = function scheduleOnlyWhenSomethingWaits(): void {
  if (this.throttleCheckTimeoutId || this.pending.length === 0) return;
  const throttledMs = this.throttledUntil - Date.now();
  this.throttleCheckTimeoutId = setTimeout(
    () => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    },
    throttledMs > 0 ? throttledMs : CHECK_PENDING_MS,
  );
};
