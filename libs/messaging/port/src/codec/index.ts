export * from './keys';
export * from './sealer';
export * from './codec';
export * from './headers';
export * from './opened-inquiries';
