import { inject } from 'vitest';
import { asDescribed } from '../features';
import { kafkaBuses } from '../support/kafka-buses';
import { recording } from '../support/recording';

/** Other tests write to the same topics, things that nobody would. */
const before = Date.now();
const kafka = kafkaBuses(inject('brokers'));
const since = async () => (await kafka.messages()).filter(({ appendedAt }) => appendedAt >= before);
asDescribed(recording(kafka), since, true);
