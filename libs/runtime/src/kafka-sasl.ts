import { choice, filePath, text, url, type Values } from '@ssbtek/config';
import type { BrokerLogin } from '@ssbtek/messaging-kafka';
import type { Telemetry } from '@ssbtek/telemetry';
import { FreshFiles, readFiles, type Readout } from '@ssbtek/watched-files';
import { TokenClient } from './kafka-token';

/** How we log in at the brokers. Secrets come from files, which are read again when they change. */
export const kafkaSaslSettings = {
  kafkaSasl: choice('SSBTEK_KAFKA_SASL_MECHANISM', {
    of: ['off', 'PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER'],
    default: 'off',
    description: 'How the process logs in at the brokers, beside or without a client certificate.',
  }),
  kafkaSaslUsername: text('SSBTEK_KAFKA_SASL_USERNAME', {
    description: 'User for PLAIN and SCRAM.',
  }),
  kafkaSaslPasswordFile: filePath('SSBTEK_KAFKA_SASL_PASSWORD_FILE', {
    description: 'File with the password of that user. Read again when it changes.',
  }),
  kafkaSaslTokenFile: filePath('SSBTEK_KAFKA_SASL_TOKEN_FILE', {
    description: 'File with a token for OAUTHBEARER that somebody else renews. Read again when it changes.',
  }),
  kafkaSaslTokenUrl: url('SSBTEK_KAFKA_SASL_TOKEN_URL', {
    description: 'Where tokens for OAUTHBEARER are asked for, by OAuth 2.0 client credentials; https.',
  }),
  kafkaSaslClientId: text('SSBTEK_KAFKA_SASL_CLIENT_ID', {
    description: 'Client that asks for tokens at SSBTEK_KAFKA_SASL_TOKEN_URL.',
  }),
  kafkaSaslClientSecretFile: filePath('SSBTEK_KAFKA_SASL_CLIENT_SECRET_FILE', {
    description: 'File with the secret of that client. Read again when it changes.',
  }),
  kafkaSaslScope: text('SSBTEK_KAFKA_SASL_SCOPE', {
    description: 'Scope that tokens are asked for, where the server wants one.',
  }),
};

type SaslValues = Values<typeof kafkaSaslSettings>;
type Name = Exclude<keyof SaslValues, 'kafkaSasl'>;

const BY_PASSWORD: readonly Name[] = ['kafkaSaslUsername', 'kafkaSaslPasswordFile'];
const BY_FILE: readonly Name[] = ['kafkaSaslTokenFile'];
const BY_SERVER: readonly Name[] = ['kafkaSaslTokenUrl', 'kafkaSaslClientId', 'kafkaSaslClientSecretFile'];
const OPTIONAL: readonly Name[] = ['kafkaSaslScope'];
const SECRETS: readonly Name[] = ['kafkaSaslPasswordFile', 'kafkaSaslTokenFile', 'kafkaSaslClientSecretFile'];
const ALL = [...BY_PASSWORD, ...BY_FILE, ...BY_SERVER, ...OPTIONAL];

const nameOf = (one: Name): string => kafkaSaslSettings[one].name;

/** Everything that is wrong with these settings, one sentence each. */
export function kafkaSaslMistakes(
  values: SaslValues & { readonly kafkaTls: 'on' | 'off' },
): readonly string[] {
  const { kafkaSasl: mechanism, kafkaTls, kafkaSaslTokenUrl: address } = values;
  const has = (one: Name): boolean => values[one] !== undefined;
  const needed = neededFor(values);
  const useful = needed === BY_SERVER ? [...needed, ...OPTIONAL] : needed;
  const readable = mechanism === 'PLAIN' || mechanism === 'OAUTHBEARER';
  return [
    ...needed
      .filter((one) => !has(one))
      .map((one) => `${nameOf(one)} must be set when SSBTEK_KAFKA_SASL_MECHANISM is ${mechanism}.`),
    ...ALL.filter((one) => has(one) && !useful.includes(one)).map((one) =>
      needed === BY_FILE
        ? `${nameOf(one)} has no meaning beside ${nameOf('kafkaSaslTokenFile')}: leave one of them out.`
        : `${nameOf(one)} has no meaning when SSBTEK_KAFKA_SASL_MECHANISM is ${mechanism}: leave it out.`,
    ),
    ...(readable && kafkaTls === 'off'
      ? [`SSBTEK_KAFKA_TLS must be on when SSBTEK_KAFKA_SASL_MECHANISM is ${mechanism}: it shows its secret.`]
      : []),
    ...SECRETS.filter((one) => {
      const path = values[one];
      return path !== undefined && !readFiles([path], secretIn).ok;
    }).map((one) => `${nameOf(one)} must hold a secret: the file is empty.`),
    ...(address !== undefined && !address.toLowerCase().startsWith('https:')
      ? [`${nameOf('kafkaSaslTokenUrl')} must be an https address: the secret of the client goes there.`]
      : []),
  ];
}

function neededFor({ kafkaSasl, kafkaSaslTokenFile }: SaslValues): readonly Name[] {
  if (kafkaSasl === 'off') return [];
  if (kafkaSasl !== 'OAUTHBEARER') return BY_PASSWORD;
  return kafkaSaslTokenFile === undefined ? BY_SERVER : BY_FILE;
}

/** A line break at the end of a file is the editor's. */
function secretIn([content = '']: readonly string[]): Readout<string> {
  const secret = content.replace(/\r?\n$/, '');
  return secret === ''
    ? { ok: false, mistakes: ['the file of a Kafka secret is empty'] }
    : { ok: true, value: secret };
}

/** The login at the brokers; undefined where there is none. */
export function kafkaLogin(values: SaslValues, telemetry: Telemetry): BrokerLogin | undefined {
  const { kafkaSasl: mechanism, kafkaSaslUsername: username = '', kafkaSaslScope: scope } = values;
  if (mechanism === 'off') return undefined;
  const files = new FreshFiles(telemetry);
  const secretOf = (path = ''): (() => string) => {
    const fresh = files.keep({ file: 'kafka' }, [path], secretIn);
    return () => fresh.current();
  };
  const close = (): void => files.close();
  if (mechanism !== 'OAUTHBEARER') {
    const password = secretOf(values.kafkaSaslPasswordFile);
    return { mechanism, current: () => ({ username, password: password() }), close };
  }
  if (values.kafkaSaslTokenFile !== undefined) {
    const token = secretOf(values.kafkaSaslTokenFile);
    return { mechanism, token: () => Promise.resolve(token()), close };
  }
  const { kafkaSaslTokenUrl: address = '', kafkaSaslClientId: clientId = '' } = values;
  const secret = secretOf(values.kafkaSaslClientSecretFile);
  const client = new TokenClient({ url: address, clientId, secret, scope });
  return { mechanism, token: () => client.token(), close };
}
