export * from './catalogue';
export * from './telemetry';
export * from './create';
export * from './render';
export * from './process-metrics';
export * from './from-zero';
export * from './tracing';
