export type { Environment, Facts, Moment, OperatorLinks, PortalVersion } from './facts';
export { FAULTS } from './codes';
export { dated } from './dated';
export { LINK_SETTINGS } from './pages/operations';
export { pagesOf, respond, type Answer, type Asked } from './site';
