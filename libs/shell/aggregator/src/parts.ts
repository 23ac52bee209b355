/** What an aggregator is made of, for whoever puts it together without Nest. */
export { Aggregator } from './aggregator';
export { repliesOf } from './replies';
