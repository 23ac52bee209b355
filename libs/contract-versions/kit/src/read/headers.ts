import { IIP_NS, SOAP_NS } from '@ssbtek/contract';
import { attributeIn, type XmlElement } from '@ssbtek/xml';
import { QuestionRefused } from '../version';
import { trimmed } from './values';

const NEXT_ACTOR = 'http://schemas.xmlsoap.org/soap/actor/next';

/**
 * The ombud's customer from `iip:iipax/iip:From/iip:Address`, undefined when there is no iipax header (seed 8.4).
 * @throws QuestionRefused when the header is there but does not hold exactly one number of ten digits
 */
export function readIipAddress(header: XmlElement | undefined): string | undefined {
  const iipax = header ? named(header, 'iipax') : [];
  if (iipax.length === 0) return undefined;
  const addresses = iipax.flatMap((block) => named(block, 'From')).flatMap((from) => named(from, 'Address'));
  const [address] = addresses;
  if (iipax.length > 1 || !address || addresses.length > 1)
    throw new QuestionRefused('iipax: måste finnas en gång, med en From som har en Address');
  const digits = trimmed(address.text);
  if (address.children.length > 0 || !/^[0-9]{10}$/.test(digits))
    throw new QuestionRefused('Address: måste vara ett organisationsnummer med tio siffror');
  return digits;
}

/**
 * SOAP 1.1, 4.2.3: a header block that must be understood and is not means that the message must not be processed.
 * @throws QuestionRefused
 */
export function refuseUnknownHeaders(header: XmlElement | undefined): void {
  const unknown = header?.children.some(
    (block) => !isIipax(block) && isForUs(block) && mustUnderstand(block),
  );
  if (unknown)
    throw new QuestionRefused(
      'Header: ett block med mustUnderstand är inte känt här; iipax är det enda',
      undefined,
      undefined,
      'MustUnderstand',
    );
}

const isIipax = (block: XmlElement): boolean => block.uri === IIP_NS && block.local === 'iipax';

const named = (parent: XmlElement, local: string): readonly XmlElement[] =>
  parent.children.filter((c) => c.uri === IIP_NS && c.local === local);

const soapAttribute = (block: XmlElement, local: string): string =>
  trimmed(attributeIn(block, SOAP_NS, local) ?? '');

const isForUs = (block: XmlElement): boolean => ['', NEXT_ACTOR].includes(soapAttribute(block, 'actor'));

const mustUnderstand = (block: XmlElement): boolean =>
  ['1', 'true'].includes(soapAttribute(block, 'mustUnderstand'));
