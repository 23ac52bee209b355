/** A user and its password, as they are at this moment. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** How this process says to a broker who it is, beside or without a client certificate. Closed with the bus. */
export type BrokerLogin =
  | {
      readonly mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
      /** Asked for each login: a password that has changed is used by the next one. */
      current(): Credentials;
      close(): void;
    }
  | {
      readonly mechanism: 'OAUTHBEARER';
      /** A token that is valid now; asked for each login. */
      token(): Promise<string>;
      close(): void;
    };
