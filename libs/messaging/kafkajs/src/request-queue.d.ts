declare module 'kafkajs/src/network/requestQueue/index.js' {
  /** The part of kafkajs' request queue that `quiet-request-queue.ts` replaces. */
  export default class RequestQueue {
    pending: unknown[];
    throttledUntil: number;
    throttleCheckTimeoutId: NodeJS.Timeout | null;
    enforceRequestTimeout: boolean;
    /** For requests that name no time of their own, ms. */
    requestTimeout: number;
    requestTimeoutIntervalId: NodeJS.Timeout;
    inflight: Map<number, { sentAt: number; requestTimeout: number; timeoutRequest(): void }>;
    isConnected(): boolean;
    destroy(): void;
    scheduleRequestTimeoutCheck(): void;
    checkPendingRequests(): void;
    scheduleCheckPendingRequests(): void;
  }
}
