/** Version of Apache Kafka for local work and tests. */
export const KAFKA_VERSION = '4.3.0';
/** Container image of the same version, where an engine is at hand. */
export const KAFKA_IMAGE = `apache/kafka:${KAFKA_VERSION}`;
/** Binding from Kafka's slf4j 1.7 to the log4j 2 it brings: without it the broker fails in silence. */
const LOG_BINDING_VERSION = '2.25.4';

/** A POM whose only purpose is to name the broker's jars. */
export const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>ssbtek</groupId>
  <artifactId>local-kafka</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId>
      <artifactId>kafka_2.13</artifactId>
      <version>${KAFKA_VERSION}</version>
    </dependency>
    <dependency>
      <groupId>org.apache.logging.log4j</groupId>
      <artifactId>log4j-slf4j-impl</artifactId>
      <version>${LOG_BINDING_VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;

/** Warnings and errors of the broker, on its standard error. */
export const LOG_CONFIG = `status = error
appender.err.type = Console
appender.err.name = err
appender.err.target = SYSTEM_ERR
appender.err.layout.type = PatternLayout
appender.err.layout.pattern = %d{HH:mm:ss} %p %c{1}: %m%n
rootLogger.level = warn
rootLogger.appenderRef.err.ref = err
`;

const MAX_MESSAGE_BYTES = 24 * 1024 * 1024;

/** A node's place among others. */
export interface Membership {
  /** From 1 on. */
  readonly nodeId: number;
  /** Of all controllers, each `id@host:port`. */
  readonly voters: readonly string[];
}

/** Where a node listens and keeps its data. */
export interface NodeAddress {
  /** Host that the broker binds to: all of them inside a container. */
  readonly bind: string;
  readonly port: number;
  readonly controllerPort: number;
  /** Host and port that clients are told. */
  readonly advertised: string;
  readonly dataDir?: string;
  /** Folder with `ca.pem` and `broker.pem`: TLS only, client certificates demanded, permissions enforced. */
  readonly certificates?: string;
  /** Users log in by SASL over that TLS, with or without a certificate: name and password of each. */
  readonly users?: Readonly<Record<string, string>>;
  /** Default: it is the only one. */
  readonly membership?: Membership;
}

/** Settings of one KRaft node that is broker and controller in one. */
export function nodeProperties({
  bind,
  port,
  controllerPort,
  advertised,
  dataDir,
  certificates,
  users,
  membership,
}: NodeAddress): Record<string, string> {
  const { nodeId, voters } = membership ?? { nodeId: 1, voters: [`1@127.0.0.1:${controllerPort}`] };
  const controller = membership ? bind : '127.0.0.1';
  const copies = String(Math.min(voters.length, 3));
  const inSync = String(Math.min(voters.length, 2));
  const ssl = certificates === undefined ? 'PLAINTEXT' : 'SSL';
  const protocol = users === undefined ? ssl : `SASL_${ssl}`;
  return {
    'process.roles': 'broker,controller',
    'node.id': String(nodeId),
    'controller.quorum.voters': voters.join(),
    listeners: `${protocol}://${bind}:${port},CONTROLLER://${controller}:${controllerPort}`,
    'advertised.listeners': `${protocol}://${advertised}`,
    'listener.security.protocol.map': `${protocol}:${protocol},CONTROLLER:${ssl}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': protocol,
    'offsets.topic.num.partitions': '1',
    'offsets.topic.replication.factor': copies,
    'transaction.state.log.num.partitions': '1',
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': inSync,
    ...(membership && { 'default.replication.factor': copies, 'min.insync.replicas': inSync }),
    'group.initial.rebalance.delay.ms': '0',
    'auto.create.topics.enable': 'false',
    'message.max.bytes': String(MAX_MESSAGE_BYTES),
    // Retention of minutes is only as exact as the look at it.
    'log.retention.check.interval.ms': '60000',
    ...(dataDir && { 'log.dirs': dataDir }),
    ...(certificates !== undefined && securedBy(certificates)),
    ...(users !== undefined && loggedInBy(users, protocol)),
  };
}

/** Every mechanism that the mesh knows. SCRAM's users stand in the log itself: `storage format` puts them there. */
function loggedInBy(users: Readonly<Record<string, string>>, protocol: string): Record<string, string> {
  const security = 'org.apache.kafka.common.security';
  const [[name, password] = ['', '']] = Object.entries(users);
  const all = Object.entries(users).map(([user, secret]) => `user_${user}="${secret}"`);
  const listener = `listener.name.${protocol.toLowerCase()}`;
  return {
    'ssl.client.auth': 'requested',
    'super.users': `User:CN=ssbtek-broker;User:${name}`,
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER',
    'sasl.mechanism.inter.broker.protocol': 'PLAIN',
    [`${listener}.plain.sasl.jaas.config`]: `${security}.plain.PlainLoginModule required username="${name}" password="${password}" ${all.join(' ')};`,
    [`${listener}.scram-sha-256.sasl.jaas.config`]: `${security}.scram.ScramLoginModule required;`,
    [`${listener}.scram-sha-512.sasl.jaas.config`]: `${security}.scram.ScramLoginModule required;`,
    // Takes tokens that nobody has signed: for tests, like everything here.
    [`${listener}.oauthbearer.sasl.jaas.config`]: `${security}.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="${name}";`,
    [`${listener}.connections.max.reauth.ms`]: '30000',
  };
}

/** Users are known by the CN of their certificates; who is no super user may do what permissions allow. */
const securedBy = (certificates: string): Record<string, string> => ({
  'ssl.client.auth': 'required',
  'ssl.keystore.type': 'PEM',
  'ssl.keystore.location': `${certificates}/broker.pem`,
  'ssl.truststore.type': 'PEM',
  'ssl.truststore.location': `${certificates}/ca.pem`,
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'allow.everyone.if.no.acl.found': 'false',
  'super.users': 'User:CN=ssbtek-broker;User:CN=ssbtek-admin',
});

/** The same settings as environment variables of the container image. */
export const nodeEnvironment = (address: NodeAddress): Record<string, string> =>
  Object.fromEntries(
    Object.entries(nodeProperties(address)).map(([name, value]) => [
      `KAFKA_${name.toUpperCase().replaceAll('.', '_')}`,
      value,
    ]),
  );
