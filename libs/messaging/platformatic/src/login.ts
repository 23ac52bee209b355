import type { SASLOptions } from '@platformatic/kafka';
import type { BrokerLogin } from '@ssbtek/messaging-kafka/driver';

/** The login in the library's form, which asks for the fields each time that a connection logs in. */
export function saslOptions(login: BrokerLogin): SASLOptions {
  if (login.mechanism === 'OAUTHBEARER') return { mechanism: login.mechanism, token: () => login.token() };
  return {
    mechanism: login.mechanism,
    username: () => login.current().username,
    password: () => login.current().password,
  };
}
