export * from './version';
export * from './spec';
export { OPERATION, type QuestionTyp } from './operation';
export { ADDRESS_PLACEHOLDER, buildVersion } from './build-version';
export { closedFault } from './closed-fault';
export { readLefiFraga } from './lefi/read-lefi-fraga';
export { base64Svar, UNDELIVERABLE, xmlSvar } from './write/svar';
export { AnswerWriter } from './write/answer-writer';
export { isTrue, required, stringOf, tokenOf, trimmed } from './read/values';
