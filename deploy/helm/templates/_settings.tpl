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

{{/* Settings of one agency's worker (root, kod): where nothing else is said, it asks the simulator, if there is one. */}}
{{- define "ssbtek.settings.worker" -}}
{{- $settings := dict }}
{{- if .root.Values.simulator.enabled }}
{{- $settings = get (include "ssbtek.settings.simulated" . | replace "//ssbtek-" (printf "//%s-" (include "ssbtek.fullname" .root)) | fromYaml) .kod }}
{{- end }}
{{- range $name, $value := (get .root.Values.agencies .kod).settings }}
{{- if ne (toString $value) "" }}{{- $_ := set $settings $name $value }}{{ end }}
{{- end }}
{{- include "ssbtek.variables" $settings }}
{{- end }}

{{/* Settings of the portal. When a version closes and how SHS reaches it has from the ingress, so that both say the same. */}}
{{- define "ssbtek.settings.portal" -}}
{{- $settings := deepCopy .Values.portal.settings }}
{{- range $name, $value := .Values.ingress.settings }}
{{- if or (hasPrefix "SSBTEK_VERSION_" $name) (hasPrefix "SSBTEK_SHS_" $name) }}{{- $_ := set $settings $name $value }}{{ end }}
{{- end }}
{{- include "ssbtek.variables" $settings }}
{{- end }}

{{/* Where the simulator has each agency. */}}
{{- define "ssbtek.settings.simulated" -}}
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
