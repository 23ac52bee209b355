import { expect, it } from 'vitest';
import { PERSONAS } from '../personas';
import { sameXml } from './compare';
import { arrived, leastInquiry, textIn } from './example';
import { numberOf, type Run } from './run';

/** The right protocol, the golden request, the right person. */
export function asks(run: Run): void {
  const { bastjanst, one } = run;
  it(`chooses the protocol ${one.protocol}`, () => {
    expect(run.protocol(run.inquiry(numberOf('well'))).name).toBe(one.protocol);
  });

  const { golden } = one;
  if (golden !== undefined)
    it('sends exactly the golden request', () => {
      const actual = textIn(run.request(run.inquiry(numberOf('well'))));
      if (one.soap) expect(withoutLayout(actual)).toBe(withoutLayout(golden));
      else expect(actual).toBe(golden);
    });

  it('asks in parts where its contract does, and only about parts it knows', () => {
    const inquiry = run.inquiry(numberOf('well'));
    const protocol = run.protocol(inquiry);
    const delar = protocol.delar?.(inquiry);
    if (one.del === undefined) return expect(delar).toBeUndefined();
    expect(delar).toContain(one.del);
    for (const unknown of [undefined, '', 'annat', '../x', 'constructor'])
      expect(() => protocol.toRequest(inquiry, run.context, unknown)).toThrow();
  });

  it('makes the same request of the same question', () => {
    expect(run.request(run.inquiry(numberOf('well')))).toEqual(run.request(run.inquiry(numberOf('well'))));
  });

  it.each(PERSONAS.map((p) => [p.name, p.personidentitet]))(
    'asks about the right person: %s',
    (_, number) => {
      const inquiry = run.inquiry(number);
      for (const asked of [inquiry, leastInquiry(inquiry)]) {
        const request = arrived(run.request(asked), run.protocol(asked).simulatorPath);
        expect(bastjanst.simulator.personOf(request)).toBe(number);
        const { protokoll = one.protocol, del } = bastjanst.simulator.targetOf?.(request) ?? {};
        expect([protokoll, del]).toEqual([one.protocol, one.del]);
      }
    },
  );
}

/** Odd characters reach the agency, and a question it does not understand brings no data. */
export function understands(run: Run): void {
  const { bastjanst } = run;
  it('carries the characters that documents reserve', () => {
    const plain = run.inquiry(numberOf('well'));
    const odd = `A&B <"'>]]>\\{}åÖ€é`;
    const general = {
      ...plain.general,
      arendeidentitet: odd,
      // AF judges these by what they name (sources.md 2.1).
      syfte: `${plain.general.syfte} ${odd}`,
      lagtext: `${plain.general.lagtext} ${odd}`,
      ingivare: { ...plain.general.ingivare, namn: odd, handlaggare: odd },
    };
    const inquiry = { ...plain, general };
    expect(run.outcome(run.respond(inquiry), inquiry).type).toBe('data');
  });

  it.each([
    ['empty', ''],
    ['HTML', '<html/>'],
    ['garbage', '\u0000\u0001'],
    ['other XML', '<a xmlns="urn:x"/>'],
  ])('the simulated agency does not understand an %s question, and that is no data', (_, body) => {
    const inquiry = run.inquiry(numberOf('well'));
    const request = arrived(run.request(inquiry), run.protocol(inquiry).simulatorPath);
    const broken = { ...request, body: new TextEncoder().encode(body) };
    expect(bastjanst.simulator.personOf(broken)).toBeUndefined();
    expect(run.outcome(bastjanst.simulator.misunderstood(broken), inquiry).type).toBe('failure');
  });
}

/** Canonical XML without white space between elements: golden files are laid out for people. */
const withoutLayout = (xml: string): string =>
  sameXml(
    xml
      .replace(/<!--[^]*?-->/g, '')
      .replace(/>\s+</g, '><')
      .trim(),
  );
