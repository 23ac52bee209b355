import { describe } from 'vitest';
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
import { startMesh } from '../support/mesh';
import { memoryBuses } from '../support/memory-buses';

describe('mesh in memory', () => {
  mainPath((options) => startMesh(memoryBuses(), options));
  agencyCodes((options) => startMesh(memoryBuses(), options));
  personas((options) => startMesh(memoryBuses(), options));
  agencyFaults((options) => startMesh(memoryBuses(), options));
  breakers((options) => startMesh(memoryBuses(), options));
  maintenance((options) => startMesh(memoryBuses(), options));
  badInput((options) => startMesh(memoryBuses(), options));
  deadline(memoryBuses());
  overload((options) => startMesh(memoryBuses(), options));
  inquiryIds((options) => startMesh(memoryBuses(), options));
  versions((options) => startMesh(memoryBuses(), options));
  const audited = memoryBuses();
  audit(audited, () => audited.messages());
  traces((options) => startMesh(memoryBuses(), options));
  const watched = memoryBuses();
  privacy(
    (options) => startMesh(watched, options),
    () => watched.traffic(),
  );
});
