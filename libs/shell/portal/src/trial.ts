import type { FastifyInstance } from 'fastify';
import { foreignForm, formAt, tried, type Came, type Facts, type Step } from '@ssbtek/portal-pages';
import { freshReply, type Site, type SiteReply } from './site';

/** A form with a pasted answer: the largest answers that people read, written as forms write them. */
const MAX_FORM_BYTES = 4 * 1024 * 1024;
/** Sent at the same time: who tries is few, and the mesh has others to answer. */
const MOST_AT_ONCE = 4;

/** Sends a question and waits for what comes. Never throws. */
export type SendQuestion = (question: Question) => Promise<Came>;

type Question = Pick<Extract<Step, { kind: 'send' }>, 'address' | 'contentType' | 'body'>;

/** What is read of a request with a form. */
export interface FormRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: unknown;
}

/** Forms are the one thing that is taken by POST: fields as text, and no more of them than fits. */
export function takeForms(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: MAX_FORM_BYTES },
    (_request, body, done) => done(null, body),
  );
}

/** The forms of the portal, where agencies are played or tested. Keeps nothing of what it sees, and logs nothing. */
export class Trial {
  private sending = 0;

  constructor(
    private readonly facts: Facts,
    private readonly site: Pick<Site, 'momentFor'>,
    private readonly own: { readonly url: string | undefined; readonly send: SendQuestion },
  ) {}

  /** Whether a form may be sent to this address. */
  takes(url: string): boolean {
    return formAt(this.facts, pathOf(url)) !== undefined;
  }

  async answer({ url, headers, body }: FormRequest): Promise<SiteReply> {
    const place = formAt(this.facts, pathOf(url));
    if (!place) throw new Error('a form is taken where there is one');
    if (!this.isOwn(headers)) return freshReply(foreignForm(this.facts, place));
    const query = new URLSearchParams(url.split('?').slice(1).join('?'));
    const sent = new URLSearchParams(typeof body === 'string' ? body : '');
    const { host } = headers;
    const moment = this.site.momentFor(typeof host === 'string' ? host : undefined);
    const step = tried(this.facts, place, { path: pathOf(url), query }, sent, moment);
    if (step.kind === 'answer') return freshReply(step.answer);
    return freshReply(step.then(await this.send(step)));
  }

  private async send(question: Question): Promise<Came> {
    if (this.sending >= MOST_AT_ONCE) return { kind: 'nothing', why: 'busy' };
    this.sending += 1;
    try {
      return await this.own.send(question);
    } finally {
      this.sending -= 1;
    }
  }

  /**
   * Whether the form was sent from a page of ours, as browsers tell: by Sec-Fetch-Site where they say it, which is
   * not over plain HTTP, else by Origin. Who says neither is turned away, too.
   */
  private isOwn(headers: FormRequest['headers']): boolean {
    const { 'sec-fetch-site': site, origin, host } = headers;
    if (site !== undefined) return site === 'same-origin' || site === 'none';
    if (typeof origin !== 'string' || !URL.canParse(origin)) return false;
    const ours = [host, this.own.url === undefined ? undefined : new URL(this.own.url).host];
    return ours.includes(new URL(origin).host);
  }
}

const pathOf = (url: string): string => url.split('?')[0] ?? '';
