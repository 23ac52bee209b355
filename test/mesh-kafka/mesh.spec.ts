import { describe, inject } from 'vitest';
import {
  agencyCodes,
  agencyFaults,
  audit,
  badInput,
  breakers,
  deadline,
  inquiryIds,
  mainPath,
  maintenance,
  overload,
  personas,
  privacy,
  traces,
  versions,
} from '../features';
import { kafkaBuses } from '../support/kafka-buses';
import { startMesh } from '../support/mesh';

describe('mesh over Kafka', () => {
  const buses = kafkaBuses(inject('brokers'));
  mainPath((options) => startMesh(buses, options));
  agencyCodes((options) => startMesh(buses, options));
  personas((options) => startMesh(buses, options));
  agencyFaults((options) => startMesh(buses, options));
  breakers((options) => startMesh(buses, options));
  maintenance((options) => startMesh(buses, options));
  badInput((options) => startMesh(buses, options));
  deadline(buses);
  overload((options) => startMesh(buses, options));
  inquiryIds((options) => startMesh(buses, options));
  versions((options) => startMesh(buses, options));
  audit(buses, () => buses.messages());
  traces((options) => startMesh(buses, options));
  privacy(
    (options) => startMesh(buses, options),
    () => buses.traffic(),
  );
});
