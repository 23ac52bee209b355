const TIMEOUT_MS = 5000;
/** Asked again when so much of a token's life is over. */
const USED_UP = 0.8;
const DEFAULT_LIFE_S = 60;

/** Where tokens come from, by OAuth 2.0's client credentials (RFC 6749, 4.4). */
export interface TokenSource {
  readonly url: string;
  readonly clientId: string;
  /** The secret as it is now. */
  readonly secret: () => string;
  readonly scope?: string | undefined;
}

/** No token was given. The name alone is told further: it is what logs have as the code. */
class NoToken extends Error {
  override readonly name = 'NO_TOKEN_FROM_SERVER';
}

interface Answer {
  readonly access_token?: unknown;
  readonly expires_in?: unknown;
}

/**
 * Gets tokens and keeps each for most of its life. Those who ask at the same time share one request.
 * @throws Error named NO_TOKEN_FROM_SERVER when there is none to be had
 */
export class TokenClient {
  private held: { readonly token: string; readonly until: number } | undefined;
  private asking: Promise<string> | undefined;

  constructor(
    private readonly source: TokenSource,
    private readonly now: () => number = () => performance.now(),
  ) {}

  token(): Promise<string> {
    if (this.held && this.now() < this.held.until) return Promise.resolve(this.held.token);
    this.asking ??= this.ask().finally(() => (this.asking = undefined));
    return this.asking;
  }

  private async ask(): Promise<string> {
    const { clientId, secret, scope } = this.source;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      ...(scope !== undefined && { scope }),
    });
    const encoded = [clientId, secret()].map(encodeURIComponent).join(':');
    const response = await this.post(form, encoded);
    if (!response.ok) throw new NoToken(String(response.status));
    const { access_token: token, expires_in: life } = (await response.json().catch(() => ({}))) as Answer;
    if (typeof token !== 'string' || token === '') throw new NoToken('none in the answer');
    const lifeS = typeof life === 'number' && life > 0 ? life : DEFAULT_LIFE_S;
    this.held = { token, until: this.now() + lifeS * 1000 * USED_UP };
    return token;
  }

  private async post(body: URLSearchParams, credentials: string): Promise<Response> {
    try {
      return await fetch(this.source.url, {
        method: 'POST',
        body,
        headers: {
          authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
          accept: 'application/json',
        },
        // A secret is for the address that was set and no other.
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch {
      throw new NoToken('no answer');
    }
  }
}
