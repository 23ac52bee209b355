/** Where it hurts and what it is: words of protocols and libraries, and addresses of brokers. Nothing about a person. */
export interface Trouble {
  /** `host:port` of the broker, where one is known. */
  readonly broker?: string;
  /** Kafka's, Node's or OpenSSL's word for it (`NOT_ENOUGH_REPLICAS`, `ECONNREFUSED`), else the name of the error. */
  readonly code: string;
}

/** What a driver makes of each error of its library: the word for it, and never the library's text. */
export class KafkaTrouble extends Error implements Trouble {
  override readonly name = 'KafkaTrouble';
  declare readonly broker?: string;

  /** @param ofConnection whether it is about the connection, not about what was asked */
  constructor(
    readonly code: string,
    readonly ofConnection: boolean,
    broker?: string,
  ) {
    super(code);
    if (broker !== undefined) this.broker = broker;
  }
}

/** What an error is about. */
export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof Error)) return { code: 'UNKNOWN' };
  if (!(error instanceof KafkaTrouble)) return { code: error.name };
  const { code, broker } = error;
  return broker === undefined ? { code } : { code, broker };
}

/** True when an error is about the connection, not about what was sent. */
export const isConnectionError = (error: unknown): boolean =>
  !(error instanceof KafkaTrouble) || error.ofConnection;
