/** What a worker is made of, for whoever puts it together without Nest and HTTP. */
export { AgencyCaller, type AgencyAccess, type EndedCall } from './agency-caller';
export { callsShown } from './calls-shown';
export { questionsOf } from './questions';
export { servicesOf, type Service } from './services';
export { Worker } from './worker';
