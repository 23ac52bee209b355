import type { SASLOptions } from 'kafkajs';
import type { BrokerLogin } from '@ssbtek/messaging-kafka/driver';

/** The login in kafkajs' form, which looks its fields up each time that a connection logs in. */
export function saslOptions(login: BrokerLogin): SASLOptions {
  if (login.mechanism === 'OAUTHBEARER')
    return {
      mechanism: 'oauthbearer',
      oauthBearerProvider: async () => ({ value: await login.token() }),
    };
  const mechanism = login.mechanism.toLowerCase() as 'plain';
  return {
    mechanism,
    get username() {
      return login.current().username;
    },
    get password() {
      return login.current().password;
    },
  };
}
