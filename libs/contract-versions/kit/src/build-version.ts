import { withAttributes } from '@ssbtek/xml/pretty';
import { BARE_DRESS, SOAP_DRESS, type DressedSpec } from './dress';
import { attributeValue } from './escape';
import { mistakeIn } from './read/mistake-in';
import { readQuestion } from './read/read-question';
import { validatorOf, type Validator } from './read/validator';
import type { VersionSpec } from './spec';
import type { ContractVersion } from './version';
import { writeAnswer, writeTestAnswer } from './write/write-answer';
import { writeFault } from './write/write-fault';

/** What stands for the caller's address in a WSDL file. */
export const ADDRESS_PLACEHOLDER = 'REPLACE_WITH_ACTUAL_URL';

/** Makes a contract version of its particulars. */
export function buildVersion(spec: VersionSpec): ContractVersion {
  const validator = validatorOf(spec);
  const bare = inDress({ ...spec, dress: BARE_DRESS }, validator);
  return inDress({ ...spec, dress: SOAP_DRESS }, validator, bare);
}

function inDress(spec: DressedSpec, validator: Validator, bare?: ContractVersion): ContractVersion {
  const namespaces = spec.namespaces.map(({ uri }) => uri);
  const [first] = namespaces;
  if (first === undefined) throw new Error(`contract version ${spec.name} has no namespace`);
  let located: string | undefined;
  return {
    name: spec.name,
    namespaces,
    operations: spec.operations,
    kalla: spec.kalla,
    koder: spec.bastjanster.map(({ kod }) => kod),
    specifikt: Object.fromEntries(
      spec.bastjanster.flatMap(({ kod, specifikt }) => (specifikt ? [[kod, specifikt]] : [])),
    ),
    files: spec.files,
    readQuestion: (body, charset) => readQuestion(spec, validator, body, charset),
    writeAnswer: (question, composite) => writeAnswer(spec, question, composite),
    writeTestAnswer: (question, composite) => writeTestAnswer(spec, question, composite),
    writeFault: (fault, namespace = first, typ = 'fraga') =>
      writeFault(
        spec.dress,
        fault,
        namespaces.includes(namespace) ? namespace : first,
        spec.operations.includes(typ) ? typ : 'fraga',
      ),
    answerMistake: (document, element) => mistakeIn(validator, document, element),
    wsdl: (address) => {
      located ??= locatedWsdl(spec);
      return located.replace(ADDRESS_PLACEHOLDER, () => attributeValue(address));
    },
    warm: () => namespaces.forEach((uri) => validator.warm(uri)),
    get bare() {
      return bare ?? this;
    },
  };
}

/**
 * The WSDL with schema references that resolve to the files below it, whatever name a proxy has given the host. Made
 * once: the address differs by caller, and anybody may ask for a description.
 */
const locatedWsdl = ({ name, wsdl, files }: VersionSpec): string =>
  withAttributes(wsdl, (value, attribute) =>
    attribute === 'schemaLocation' && Object.hasOwn(files, value) ? `${name}/${value}` : value,
  );
