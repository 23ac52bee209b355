{{/* Made by npm run render; change the source instead. */}}

{{/* The image: by its digest where there is one. */}}
{{- define "ssbtek.image" -}}
{{- if .Values.image.registry }}{{ .Values.image.registry }}/{{ end }}
{{- .Values.image.repository }}
{{- if .Values.image.digest }}@{{ .Values.image.digest }}{{ else }}:{{ .Values.image.tag | default .Chart.AppVersion }}{{ end }}
{{- end }}

{{/* Helm's own labels. */}}
{{- define "ssbtek.labels" -}}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{/* Where clients of the mesh begin. */}}
{{- define "ssbtek.kafka.brokers" -}}
{{- if eq .Values.kafka.provider "strimzi" }}ssbtek-kafka-bootstrap:9093
{{- else if eq .Values.kafka.provider "single" }}ssbtek-kafka:9092
{{- else }}{{ .Values.kafka.brokers }}{{ end }}
{{- end }}

{{/* The same for clients of other namespaces. */}}
{{- define "ssbtek.kafka.brokers.everywhere" -}}
{{- if eq .Values.kafka.provider "strimzi" }}ssbtek-kafka-bootstrap.{{ .Release.Namespace }}.svc:9093
{{- else if eq .Values.kafka.provider "single" }}ssbtek-kafka.{{ .Release.Namespace }}.svc:9092
{{- else }}{{ .Values.kafka.brokers }}{{ end }}
{{- end }}

{{/* Whether processes show Kafka a certificate. */}}
{{- define "ssbtek.kafka.tls" -}}
{{- $external := and (eq .Values.kafka.provider "external") .Values.kafka.tls.enabled }}
{{- or (eq .Values.kafka.provider "strimzi") $external }}
{{- end }}

{{/* The secret with the authority of the brokers' certificates. */}}
{{- define "ssbtek.kafka.ca" -}}
{{- if eq .Values.kafka.provider "strimzi" }}ssbtek-cluster-ca-cert{{ else }}{{ .Values.kafka.tls.caSecret }}{{ end }}
{{- end }}

{{/* A map of settings as text; what is empty is not set. Numbers of YAML are floating here. */}}
{{- define "ssbtek.variables" -}}
{{- range $name, $value := . }}
{{- if ne (toString $value) "" }}
{{ $name }}: {{ if and (kindIs "float64" $value) (eq $value (floor $value)) }}{{ $value | int64 | toString | quote }}{{ else }}{{ $value | toString | quote }}{{ end }}
{{- end }}
{{- end }}
{{- end }}

{{/* Settings of all processes. */}}
{{- define "ssbtek.settings" -}}
SSBTEK_DEADLINE_MS: {{ .Values.deadlineMs | int64 | toString | quote }}
SSBTEK_LOG_LEVEL: {{ .Values.logLevel | quote }}
SSBTEK_KAFKA_BROKERS: {{ include "ssbtek.kafka.brokers" . | quote }}
SSBTEK_KAFKA_ENSURE_TOPICS: {{ and .Values.kafka.ensureTopics (ne .Values.kafka.provider "strimzi") | toString | quote }}
{{- if and (eq .Values.kafka.provider "single") (not (hasKey .Values.settings "SSBTEK_KAFKA_REPLICATION_FACTOR")) }}
SSBTEK_KAFKA_REPLICATION_FACTOR: "1"
{{- end }}
{{- include "ssbtek.variables" .Values.settings }}
{{- end }}

{{/* Settings of the ingress. */}}
{{- define "ssbtek.settings.ingress" -}}
{{- include "ssbtek.variables" .Values.ingress.settings }}
{{- end }}

{{/* Settings of the aggregator. */}}
{{- define "ssbtek.settings.aggregator" -}}
{{- include "ssbtek.variables" .Values.aggregator.settings }}
{{- end }}

{{/* The simulator has none. */}}
{{- define "ssbtek.settings.simulator" -}}
{{- end }}

{{/* Settings of one agency's worker: where nothing else is said, it asks the simulator, if there is one. */}}
{{- define "ssbtek.settings.worker" -}}
{{- $settings := dict }}
{{- if .root.Values.simulator.enabled }}
{{- $settings = get (include "ssbtek.simulated" . | fromYaml) .kod }}
{{- end }}
{{- range $name, $value := .settings }}
{{- if ne (toString $value) "" }}{{- $_ := set $settings $name $value }}{{ end }}
{{- end }}
{{- include "ssbtek.variables" $settings }}
{{- end }}

{{/* Where the simulator has each agency. */}}
{{- define "ssbtek.simulated" -}}
af:
  SSBTEK_AGENCY_AF_URL: http://ssbtek-simulator:8090/af
csn:
  SSBTEK_AGENCY_CSN_URL: http://ssbtek-simulator:8090/csn
fk:
  SSBTEK_AGENCY_FK_LEFI_ONLINE_URL: http://ssbtek-simulator:8090/fk/lefi-online
  SSBTEK_AGENCY_FK_URL: http://ssbtek-simulator:8090/fk
skv:
  SSBTEK_AGENCY_SKV_URL: http://ssbtek-simulator:8090/skv
  SSBTEK_AGENCY_SKV_REST_URL: http://ssbtek-simulator:8090/skv/rest
so:
  SSBTEK_AGENCY_SO_URL: http://ssbtek-simulator:8090/so
tns:
  SSBTEK_AGENCY_TNS_URL: http://ssbtek-simulator:8090/tns
miv:
  SSBTEK_AGENCY_MIV_URL: http://ssbtek-simulator:8090/miv
{{- end }}

{{/* Known to everybody: for trials only. */}}
{{- define "ssbtek.trialKeys.payload-keys" -}}
{"active":"trials-only","keys":{"trials-only":"UuDUk6YWWTIucolY+0mmKhwObcRY8iPhdT3YuaYNO9I="}}
{{- end }}

{{/* Known to everybody: for trials only. */}}
{{- define "ssbtek.trialKeys.audit-keys" -}}
{"active":"trials-only","keys":{"trials-only":"WgPJS2eV7mYHFIxBvvds0HIp3GfhjYpQpZlw0v6GvKo="}}
{{- end }}

{{/* What `helm test` asks: about the test person only where the agencies are simulated and nobody has to show who is asking; otherwise what names nobody; without a certificate to ask with, the description. */}}
{{- define "ssbtek.ask" -}}
{{- if and .Values.callers.tls (not .Values.helmTest.certificateSecret) }}description
{{- else if and .Values.simulator.enabled (not .Values.callers.tls) }}person
{{- else }}test-operation{{ end }}
{{- end }}
