export * from './agency-status';
export * from './call-window';
export * from './status-record';
export * from './joined-status';
