export * from './felkoder';
export * from './constants';
export * from './formaner';
export * from './iip';
export * from './delar';
