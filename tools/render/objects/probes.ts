/** A question of the kubelet to the management port. */
const ask = (path: string) => ({ httpGet: { path: `/health/${path}`, port: 'management' } });

/**
 * The three questions. A process that waits for Kafka has not started: it gets ten minutes, because a restart does not
 * bring Kafka back. Alive means that the event loop turns; never that Kafka or an agency is there.
 */
export const probes = () => ({
  startupProbe: { ...ask('startup'), periodSeconds: 2, timeoutSeconds: 2, failureThreshold: 300 },
  readinessProbe: { ...ask('ready'), periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 2 },
  livenessProbe: { ...ask('live'), periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
});
