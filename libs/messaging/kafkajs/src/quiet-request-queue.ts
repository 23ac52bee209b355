import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

/** As kafkajs has it: how often requests are looked at that wait for a free place. */
const CHECK_PENDING_MS = 10;
/** How often requests are looked at that may have run out of time: a fraction of the time that they have. */
const CHECK_TIMEOUTS_MS = 1000;

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

/**
 * kafkajs looks ten times a second, on every connection, whether a request has run out of its seconds. This looks once
 * a second and at nothing else: what is late is told a second later at most.
 */
RequestQueue.prototype.scheduleRequestTimeoutCheck = function scheduleSeldom(): void {
  if (!this.enforceRequestTimeout) return;
  this.destroy();
  this.requestTimeoutIntervalId = setInterval(
    () => {
      const now = Date.now();
      for (const request of this.inflight.values())
        if (now - request.sentAt > request.requestTimeout) request.timeoutRequest();
      if (!this.isConnected()) this.destroy();
    },
    Math.min(this.requestTimeout, CHECK_TIMEOUTS_MS),
  );
};
