import { describe, inject } from 'vitest';
import { mainPath } from '../features';
import { kafkaBuses } from '../support/kafka-buses';
import { startMesh } from '../support/mesh';

/** As while the setting changes from one to the other: what one client writes the other reads, both ways. */
describe('mesh over Kafka, some of its roles by the other client', () => {
  const other = new Set(['ingress', 'worker-csn', 'worker-fk', 'worker-miv']);
  const buses = kafkaBuses(inject('brokers'), (role) => (other.has(role) ? 'platformatic' : 'kafkajs'));
  mainPath((options) => startMesh(buses, options));
});
