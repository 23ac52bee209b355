export type { Environment, Facts, Moment, OperatorLinks, PortalVersion, Status } from './facts';
export { FAULTS } from './codes';
export { dated } from './dated';
export { LINK_SETTINGS } from './pages/operations';
export { pagesOf, respond, type Answer, type Asked } from './site';
export { statusDocument, type StatusDocument } from './status-document';
export { foreignForm, formAt, tried, type Came, type Step } from './trial';
export { MOST_ANSWER_BYTES } from './trial/answer';
