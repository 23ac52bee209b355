import { CLOCK_PROBE, REPLY_TOPIC, type Outgoing } from '@ssbtek/messaging';

/** A message without content: its acknowledgement shows that the broker takes messages, and its clock. */
export const clockProbe = (topic: string = REPLY_TOPIC): Outgoing => ({
  topic,
  key: CLOCK_PROBE,
  headers: { ce_specversion: '1.0', ce_id: CLOCK_PROBE, ce_source: '/ssbtek/bus', ce_type: CLOCK_PROBE },
  value: new Uint8Array(),
});
