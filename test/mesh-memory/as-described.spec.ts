import { asDescribed } from '../features';
import { memoryBuses } from '../support/memory-buses';

const buses = memoryBuses();
asDescribed(buses, () => buses.messages(), false);
