import { API_RULES } from './api-rules.ts';
import { EXPOSE_RULES } from './expose-rules.ts';
import { KAFKA_RULES, SCALING_RULES } from './kafka-rules.ts';
import { NETWORK_RULES } from './network-rules.ts';
import { POD_RULES } from './pod-rules.ts';
import type { Rule } from './rule.ts';
import { PRODUCTION_RULES, SECURITY_RULES } from './security-rules.ts';
import { SETTINGS_RULES } from './settings-rules.ts';
import { SINGLE_KAFKA_RULES } from './single-kafka-rules.ts';
import { BARE_RULES, WATCHING_RULES } from './watching-rules.ts';

/** What holds for every installation. */
export const RULES: readonly Rule[] = [
  ...POD_RULES,
  ...SECURITY_RULES,
  ...SETTINGS_RULES,
  ...NETWORK_RULES,
  ...EXPOSE_RULES,
  ...KAFKA_RULES,
  ...SINGLE_KAFKA_RULES,
  ...SCALING_RULES,
  ...WATCHING_RULES,
  ...API_RULES,
];

export { BARE_RULES, PRODUCTION_RULES };
