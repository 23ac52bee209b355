export * from './main-path';
export * from './agency-codes';
export * from './personas';
export * from './faults';
export * from './bad-input';
export * from './privacy';
export * from './overload';
export * from './versions';
