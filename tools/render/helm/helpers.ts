import { stringify } from 'yaml';
import { WORKERS } from '../model/workloads.ts';
import { BOOTSTRAP } from '../objects/kafka.ts';
import { SINGLE_BROKERS } from '../objects/kafka-single.ts';
import { AUDIT_KEYS, PAYLOAD_KEYS } from '../model/mounts.ts';
import { simulated, trialKeys as trialKeysOf } from '../model/trials.ts';

const define = (name: string, about: string, ...lines: readonly string[]): string =>
  [`{{/* ${about} */}}`, `{{- define "ssbtek.${name}" -}}`, ...lines, '{{- end }}', ''].join('\n');

const [host = '', port = ''] = BOOTSTRAP.split(':');
const [singleHost = '', singlePort = ''] = SINGLE_BROKERS.split(':');

const image = define(
  'image',
  'The image: by its digest where there is one.',
  '{{- if .Values.image.registry }}{{ .Values.image.registry }}/{{ end }}',
  '{{- .Values.image.repository }}',
  '{{- if .Values.image.digest }}@{{ .Values.image.digest }}{{ else }}:{{ .Values.image.tag | default .Chart.AppVersion }}{{ end }}',
);

const labels = define(
  'labels',
  "Helm's own labels.",
  'app.kubernetes.io/managed-by: {{ .Release.Service }}',
  'app.kubernetes.io/instance: {{ .Release.Name }}',
  'app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}',
  'helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}',
);

const provided = (strimzi: string, single: string): readonly string[] => [
  `{{- if eq .Values.kafka.provider "strimzi" }}${strimzi}`,
  `{{- else if eq .Values.kafka.provider "single" }}${single}`,
  '{{- else }}{{ .Values.kafka.brokers }}{{ end }}',
];

const kafka = [
  define('kafka.brokers', 'Where clients of the mesh begin.', ...provided(BOOTSTRAP, SINGLE_BROKERS)),
  define(
    'kafka.brokers.everywhere',
    'The same for clients of other namespaces.',
    ...provided(
      `${host}.{{ .Release.Namespace }}.svc:${port}`,
      `${singleHost}.{{ .Release.Namespace }}.svc:${singlePort}`,
    ),
  ),
  define(
    'kafka.tls',
    'Whether processes show Kafka a certificate.',
    '{{- $external := and (eq .Values.kafka.provider "external") .Values.kafka.tls.enabled }}',
    '{{- or (eq .Values.kafka.provider "strimzi") $external }}',
  ),
  define(
    'kafka.ca',
    "The secret with the authority of the brokers' certificates.",
    '{{- if eq .Values.kafka.provider "strimzi" }}ssbtek-cluster-ca-cert{{ else }}{{ .Values.kafka.tls.caSecret }}{{ end }}',
  ),
];

const settings = [
  define(
    'variables',
    'A map of settings as text; what is empty is not set. Numbers of YAML are floating here.',
    '{{- range $name, $value := . }}',
    '{{- if ne (toString $value) "" }}',
    '{{ $name }}: {{ if and (kindIs "float64" $value) (eq $value (floor $value)) }}{{ $value | int64 | toString | quote }}{{ else }}{{ $value | toString | quote }}{{ end }}',
    '{{- end }}',
    '{{- end }}',
  ),
  define(
    'settings',
    'Settings of all processes.',
    'SSBTEK_DEADLINE_MS: {{ .Values.deadlineMs | int64 | toString | quote }}',
    'SSBTEK_LOG_LEVEL: {{ .Values.logLevel | quote }}',
    'SSBTEK_KAFKA_BROKERS: {{ include "ssbtek.kafka.brokers" . | quote }}',
    'SSBTEK_KAFKA_ENSURE_TOPICS: {{ and .Values.kafka.ensureTopics (ne .Values.kafka.provider "strimzi") | toString | quote }}',
    '{{- if and (eq .Values.kafka.provider "single") (not (hasKey .Values.settings "SSBTEK_KAFKA_REPLICATION_FACTOR")) }}',
    'SSBTEK_KAFKA_REPLICATION_FACTOR: "1"',
    '{{- end }}',
    '{{- include "ssbtek.variables" .Values.settings }}',
  ),
  ...['ingress', 'aggregator'].map((name) =>
    define(
      `settings.${name}`,
      `Settings of the ${name}.`,
      `{{- include "ssbtek.variables" .Values.${name}.settings }}`,
    ),
  ),
  define('settings.simulator', 'The simulator has none.'),
  define(
    'settings.worker',
    "Settings of one agency's worker: where nothing else is said, it asks the simulator, if there is one.",
    '{{- $settings := dict }}',
    '{{- if .root.Values.simulator.enabled }}',
    '{{- $settings = get (include "ssbtek.simulated" . | fromYaml) .kod }}',
    '{{- end }}',
    '{{- range $name, $value := .settings }}',
    '{{- if ne (toString $value) "" }}{{- $_ := set $settings $name $value }}{{ end }}',
    '{{- end }}',
    '{{- include "ssbtek.variables" $settings }}',
  ),
  define(
    'simulated',
    'Where the simulator has each agency.',
    stringify(
      Object.fromEntries(WORKERS.map((worker) => [worker.agency?.kod ?? '', simulated(worker)])),
    ).trimEnd(),
  ),
];

const trialKeys = [PAYLOAD_KEYS, AUDIT_KEYS].map((mount) =>
  define(`trialKeys.${mount.name}`, 'Known to everybody: for trials only.', trialKeysOf(mount)),
);

const ask = define(
  'ask',
  'What `helm test` asks: about the test person only where the agencies are simulated and nobody has to show who is asking; otherwise what names nobody; without a certificate to ask with, the description.',
  '{{- if and .Values.callers.tls (not .Values.helmTest.certificateSecret) }}description',
  '{{- else if and .Values.simulator.enabled (not .Values.callers.tls) }}person',
  '{{- else }}test-operation{{ end }}',
);

/** The named templates that the objects' templates use. */
export const helpers = (): string => [image, labels, ...kafka, ...settings, ...trialKeys, ask].join('\n');
