import { createHash } from 'node:crypto';
import { respond, type Answer, type Facts, type Moment, type Status } from '@ssbtek/portal-pages';
import { swedishDay } from '@ssbtek/shell-settings/closing';
import { SCRIPT_POLICY } from './headers';

/** What is read of a request. */
export interface SiteRequest {
  /** Path and query as they came. */
  readonly url: string;
  readonly host: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

/** What goes back; a HEAD gets the same headers and no body. */
export interface SiteReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** What a name or number of a host is made of; anything else is not repeated to the reader. */
const HOST = /^(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;

/** A page, as it is sent. */
interface Written {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
  readonly etag: string;
  readonly fresh: boolean;
  readonly script: boolean;
}

/** More pages than there are in both languages; those of another day or address make room for each other. */
const MOST_KEPT = 200;

/** The portal's pages over HTTP, without the server. */
export class Site {
  private readonly written = new Map<string, Written>();
  private readonly atStatus = new WeakMap<Status, Map<string, Written>>();

  constructor(
    private readonly facts: Facts,
    private readonly own: { readonly url: string | undefined; readonly address: () => string },
    private readonly now: () => number,
    private readonly status: () => Status | undefined = () => undefined,
  ) {}

  answer({ url, host, ifNoneMatch }: SiteRequest): SiteReply {
    const written = this.writtenAt(url, this.momentFor(host));
    return written.fresh ? freshReply(written) : keptReply(written, ifNoneMatch);
  }

  /** What changes from request to request. */
  momentFor(host: string | undefined): Moment {
    return { today: swedishDay(this.now()), portalUrl: this.urlFor(host), status: this.status() };
  }

  /** Pages are the same all day for those who reach them by the same address: they are written once. */
  private writtenAt(url: string, moment: Moment): Written {
    const key = [moment.today, moment.portalUrl, url].join(' ');
    const before = this.written.get(key) ?? (moment.status && this.atStatus.get(moment.status)?.get(key));
    if (before) return before;
    const [path = '', ...search] = url.split('?');
    const query = new URLSearchParams(search.join('?'));
    const {
      status,
      type,
      body,
      fresh = false,
      script = false,
    } = respond(this.facts, { path, query }, moment);
    const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22);
    const written = { status, type, body: Buffer.from(body, 'utf8'), etag: `"${hash}"`, fresh, script };
    // What anybody can think of, a search or an address that leads nowhere, is not kept.
    const kept = status === 200 && search.length === 0 && !(fresh && isForm({ type, script }));
    if (kept) this.keep(key, written, moment.status);
    return written;
  }

  private keep(key: string, written: Written, status: Status | undefined): void {
    const pages = written.fresh ? this.pagesOf(status) : this.written;
    if (pages.size >= MOST_KEPT) pages.clear();
    pages.set(key, written);
  }

  /** Those who are told of a change at the same time get the same page, written once. */
  private pagesOf(status: Status | undefined): Map<string, Written> {
    const pages = (status && this.atStatus.get(status)) ?? new Map<string, Written>();
    if (status) this.atStatus.set(status, pages);
    return pages;
  }

  private urlFor(host: string | undefined): string {
    if (this.own.url !== undefined) return this.own.url.replace(/\/+$/, '');
    return host !== undefined && HOST.test(host) ? `http://${host}` : this.own.address();
  }
}

function keptReply({ status, type, body, etag }: Written, ifNoneMatch: string | undefined): SiteReply {
  const headers = { 'content-type': type, etag, 'cache-control': 'no-cache', vary: 'host' };
  return status === 200 && ifNoneMatch === etag ? reply(304, '', headers) : reply(status, body, headers);
}

const reply = (
  status: number,
  body: SiteReply['body'],
  headers: Readonly<Record<string, string>>,
): SiteReply => ({
  status,
  body,
  headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
});

const isForm = ({ type, script = false }: { readonly type: string; readonly script?: boolean }): boolean =>
  !script && type.startsWith('text/html');

/**
 * Of a moment: nobody keeps it. From a page with a form, or what came of one, a browser says where the form was sent
 * from, which it would not under a policy of no referrer.
 */
export const freshReply = (
  answer: Pick<Answer, 'status' | 'type' | 'fileName'> & {
    readonly body: string | Buffer;
    readonly script?: boolean;
  },
): SiteReply => {
  const { status, type, body, fileName, script = false } = answer;
  return reply(status, body, {
    'content-type': type,
    'cache-control': 'no-store',
    ...(isForm(answer) && { 'referrer-policy': 'same-origin' }),
    ...(script && SCRIPT_POLICY),
    ...(fileName !== undefined && { 'content-disposition': `attachment; filename="${fileName}"` }),
  });
};

/** Pages are read and nothing else. */
export const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD';

/** The answer to one listener too many, and where there is nothing to listen to. */
export const NO_ROOM = reply(503, 'Too many pages are open. Read /status.json instead.\n', {
  'retry-after': '60',
  'cache-control': 'no-store',
});

/** The answer to whoever wants something else. */
export const NOT_READ = reply(405, 'Only GET and HEAD are answered here.\n', { allow: 'GET, HEAD' });
