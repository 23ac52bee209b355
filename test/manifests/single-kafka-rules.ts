import { KAFKA_IMAGE, LOG_CONFIG, nodeProperties } from '../../tools/kafka/recipe.ts';
import { nameOf, ofKind, running } from './manifest.ts';
import { rule, type Rule } from './rule.ts';

/** Files of Kafka of one node, by name. */
const SINGLE_CONFIG: Readonly<Record<string, string>> = {
  'server.properties': Object.entries(
    nodeProperties({
      bind: '0.0.0.0',
      port: 9092,
      controllerPort: 9093,
      advertised: 'ssbtek-kafka:9092',
      dataDir: '/var/lib/kafka/data',
    }),
  )
    .map(([name, value]) => `${name}=${value}\n`)
    .join(''),
  'log4j2.properties': LOG_CONFIG,
};

/** Kafka of one node, for trials. */
export const SINGLE_KAFKA_RULES: readonly Rule[] = [
  rule('Kafka of one node is what tests run over', (all) =>
    running(all)
      .filter(({ kind, metadata }) => kind === 'StatefulSet' && metadata.name === 'ssbtek-kafka')
      .flatMap((one) => {
        const { initContainers = [], containers } = one.spec.template.spec;
        const config = ofKind(all, 'ConfigMap').find(({ metadata }) =>
          metadata.name.startsWith(`${one.metadata.name}-config`),
        );
        return [
          ...[...initContainers, ...containers]
            .filter(({ image }) => image !== KAFKA_IMAGE)
            .map(({ image }) => `${nameOf(one)}: runs ${image}.`),
          ...Object.entries(SINGLE_CONFIG)
            .filter(([file, text]) => config?.data?.[file] !== text)
            .map(([file]) => `${nameOf(one)}: ${file} is another one.`),
        ];
      }),
  ),
];
