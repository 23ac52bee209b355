export * from './patience';
export * from './settled-within';
