export { answeredElsewhere, beforeTimers, busyFor } from '@ssbtek/patience/testing';
export * from './testing/harness';
export * from './testing/suite';
