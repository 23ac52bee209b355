export type { BreakerSettings, BreakerState } from './circuit';
export * from './guarded-call';
export { TimeIsUp, type Turn } from './timed-call';
