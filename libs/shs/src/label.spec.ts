import { describe, expect, it } from 'vitest';
import { fromLatin1, toLatin1 } from './bytes';
import { SHS_ADDRESS, SHS_PRODUCT, shsDatetime, type ShsLabel } from './label';
import { readLabel } from './label-read';
import { writeLabel } from './label-write';

const LABEL: ShsLabel = {
  version: '1.2',
  txId: 'tx-1',
  corrId: 'corr-1',
  transferType: 'synch',
  messageType: 'simple',
  documentType: 'simple',
  sequenceType: 'request',
  status: 'production',
  from: { urn: 'urn:X-shs:2021005521', commonName: 'Försäkringskassan' },
  to: { urn: 'urn:X-shs:2120002411' },
  product: { urn: 'urn:X-shs:00000000-0000-4000-8000-000000000001' },
  meta: [],
  datetime: '2026-09-22T09:30:47',
  contentId: 'content-1',
  dataParts: [{ datapartType: 'xml', filename: 'fraga.xml' }],
};

const FULL: ShsLabel = {
  ...LABEL,
  agreement: 'agreement-1',
  transferType: 'asynch',
  sequenceType: 'reply',
  status: 'test',
  originator: { urn: 'urn:X-shs:2120002411.avd', commonName: 'A & <B> "C"' },
  endRecipient: { urn: 'urn:X-shs:8020069582' },
  product: { urn: 'urn:X-shs:00000000-0000-4000-8000-000000000001', commonName: 'Ж☂\u0085' },
  meta: [{ name: 'a', value: 'b' }],
  subject: 'Ärende',
  dataParts: [
    { datapartType: 'xml', filename: 'a.xml', noOfBytes: '12', noOfRecords: '1' },
    { datapartType: 'pdf' },
  ],
};

const DOCTYPE = '<!DOCTYPE shs.label SYSTEM "shs-label-1.2.dtd">';
const text = fromLatin1(writeLabel(LABEL));

describe('label', () => {
  it.each([
    ['small', LABEL],
    ['full', FULL],
    ['with an originator alone', { ...FULL, from: undefined } as unknown as ShsLabel],
  ])('is read back as written: %s', (_name, label) => {
    expect(readLabel(writeLabel(label))).toEqual(JSON.parse(JSON.stringify(label)));
  });

  it('is written in ISO-8859-1 with DOCTYPE, attributes and children in the order of the DTD (sources.md 3.1)', () => {
    expect(fromLatin1(writeLabel(FULL))).toBe(
      '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE shs.label SYSTEM "shs-label-1.2.dtd">\n' +
        '<shs.label version="1.2" tx.id="tx-1" corr.id="corr-1" shs.agreement="agreement-1" transfer-type="asynch"' +
        ' message-type="simple" document-type="simple" sequence-type="reply" status="test">' +
        '<originator name="A &amp; &lt;B&gt; &quot;C&quot;">urn:X-shs:2120002411.avd</originator>' +
        '<from commonName="F\u00f6rs\u00e4kringskassan">urn:X-shs:2021005521</from><to>urn:X-shs:2120002411</to>' +
        '<end-recipient>urn:X-shs:8020069582</end-recipient>' +
        '<product commonName="&#1046;&#9730;&#133;">urn:X-shs:00000000-0000-4000-8000-000000000001</product>' +
        '<meta name="a">b</meta><subject>\u00c4rende</subject><datetime>2026-09-22T09:30:47</datetime>' +
        '<content content.id="content-1"><data datapartType="xml" filename="a.xml" no-of-bytes="12" no-of-records="1"/>' +
        '<data datapartType="pdf"/></content></shs.label>\n',
    );
  });

  it.each([
    ['no DOCTYPE', text.replace(`${DOCTYPE}\n`, '')],
    ['a PUBLIC identifier', text.replace('SYSTEM', "PUBLIC '-//SHS//label'")],
    ['a remote DTD, which is never fetched', text.replace('shs-label-1.2.dtd', 'http://127.0.0.1:1/x.dtd')],
    ['standalone, a comment before the root', text.replace('?>', ' standalone="yes"?><!-- c -->')],
    ['white space around values', text.replaceAll('>urn:', '>\n  urn:').replace('</from>', '\n</from>')],
    [
      'history and comment',
      text.replace('</content>', '<comment>c</comment></content><history node.id="x"><datetime/></history>'),
    ],
  ])('reads %s', (_name, xml) => {
    expect(readLabel(toLatin1(xml))).toEqual(LABEL);
  });

  it.each([
    [
      'references',
      text.replace('tx-1', '&#116;x&#x2D;1').replace('Försäkringskassan', 'F&#246;rsäkringskassan'),
    ],
    ['CDATA', text.replace('urn:X-shs:2021005521', '<![CDATA[urn:X-shs]]>:<!-- c -->2021005521')],
    [
      'attributes of others',
      text.replace('<shs.label ', '<shs.label xmlns:x="urn:x" x:version="9" x:tx.id="2" '),
    ],
  ])('reads %s', (_name, xml) => {
    expect(xml).not.toBe(text);
    expect(readLabel(toLatin1(xml))).toEqual(LABEL);
  });

  it('reads white space in attributes as spaces', () => {
    const { from } = readLabel(toLatin1(text.replace('Försäkrings', 'Försäkrings\r\n\t')));
    expect(from?.commonName).toBe('Försäkrings  kassan');
  });

  it('fills in what the DTD gives a default', () => {
    const defaulted =
      / (version="1.2"|transfer-type="synch"|(message|document)-type="simple"|status="production")/g;
    const bare = text.replace(defaulted, '');
    expect(readLabel(toLatin1(bare))).toEqual({ ...LABEL, transferType: 'asynch' });
  });

  it.each([
    ['an internal subset', text.replace('.dtd">', '.dtd" [<!ENTITY a "b">]>')],
    [
      'an entity bomb',
      text.replace(DOCTYPE, '<!DOCTYPE shs.label [<!ENTITY a "aa">]>').replace('tx-1', '&a;'),
    ],
    ['another root', text.replaceAll('shs.label', 'shs.other')],
    ['a namespaced root', text.replace('<shs.label ', '<shs.label xmlns="urn:x" ')],
    ['no XML', 'no label'],
    ['a cut document', text.slice(0, -20)],
    ['no tx.id', text.replace(' tx.id="tx-1"', '')],
    ['no corr.id', text.replace(' corr.id="corr-1"', '')],
    ['no sequence-type', text.replace(' sequence-type="request"', '')],
    ['an unknown sequence-type', text.replace('"request"', '"question"')],
    ['an unknown transfer-type', text.replace('"synch"', '"sync"')],
    ['no sender', text.replace(/<from.*<\/from>/, '')],
    ['an empty receiver', text.replace(/<to>.*<\/to>/, '<to/>')],
    [
      'a sender in a namespace',
      text.replace(/<(\/?)from/g, '<$1x:from').replace('<x:from', '<x:from xmlns:x="urn:x"'),
    ],
    ['an element of somebody else', text.replace('</content>', '</content><x:y xmlns:x="urn:x"/>')],
    ['a receiver in a default namespace', text.replace('<to>', '<to xmlns="urn:x">')],
    ['a name that is JavaScript’s own', text.replace('</content>', '</content><constructor/>')],
    ['a processing instruction', text.replace('</content>', '</content><?x y="z"?>')],
    ['no product', text.replace(/<product>.*<\/product>/, '')],
    ['no datetime', text.replace(/<datetime>.*<\/datetime>/, '')],
    ['no content', text.replace(/<content .*<\/content>/, '')],
    ['no content.id', text.replace(' content.id="content-1"', '')],
    ['data without datapartType', text.replace(' datapartType="xml"', '')],
    ['a compound message', text.replace(/<data .*\/>/, '<compound no-of-parts="2"/>')],
    ['more than 64 KiB', text.replace('<product', `${' '.repeat(65_536)}<product`)],
    ['an entity that nobody declared', text.replace('tx-1', '&a;')],
  ])('refuses %s', (_name, xml) => {
    expect(() => readLabel(toLatin1(xml))).toThrow(
      expect.objectContaining({ code: 'IllegalMessageStructure' }),
    );
  });

  it.each(['originator', 'from', 'to', 'end-recipient', 'product', 'subject', 'datetime', 'content'])(
    'refuses two %s, which two readers could read differently',
    (name) => {
      const full = fromLatin1(writeLabel(FULL));
      const doubled = full.replace(new RegExp(`<${name}[ >].*</${name}>`), '$&$&');
      expect(doubled.length).toBeGreaterThan(full.length);
      expect(() => readLabel(toLatin1(doubled))).toThrow(
        expect.objectContaining({ info: `the label has more than one ${name}` }),
      );
    },
  );

  it.each([
    [SHS_ADDRESS.pattern, 'urn:X-shs:2021005521', true],
    [SHS_ADDRESS.pattern, 'urn:X-shs:2021005521.ssbtek', true],
    [SHS_ADDRESS.pattern, '2021005521', false],
    [SHS_ADDRESS.pattern, 'urn:X-shs:162021005521', false],
    [SHS_PRODUCT.pattern, 'urn:X-shs:00000000-0000-4000-8000-000000000001', true],
    [SHS_PRODUCT.pattern, 'urn:X-shs:error', false],
  ])('%s says of %s: %s', (pattern, value, is) => {
    expect(pattern.test(value)).toBe(is);
  });

  it.each([
    ['2026-07-01T10:00:00Z', '2026-07-01T12:00:00'],
    ['2026-12-31T23:30:05.999Z', '2027-01-01T00:30:05'],
  ])('writes %s as Swedish local time', (when, written) => {
    expect(shsDatetime(new Date(when))).toBe(written);
  });
});
