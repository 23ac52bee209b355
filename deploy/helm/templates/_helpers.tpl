{{/*
A workload is handed to these templates as a dict: root ($), name (ingress, worker-af), component (ingress, aggregator,
worker, simulator, portal), of a worker kod, of all workers in one process together. For its pods also settings, the text of the
settings that are its own; rollsWith, what else rolls them when it changes; and drainMs, how long it goes on taking work
after it has said that it is not ready.
*/}}

{{/* The image: by its digest where there is one. */}}
{{- define "ssbtek.image" -}}
{{- if .Values.image.registry }}{{ .Values.image.registry }}/{{ end }}
{{- .Values.image.repository }}
{{- if .Values.image.digest }}@{{ .Values.image.digest }}{{ else }}:{{ .Values.image.tag | default .Chart.AppVersion }}{{ end }}
{{- end }}

{{/* Helm's own labels. */}}
{{- define "ssbtek.chartLabels" -}}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{/* Labels of what belongs to no workload in particular. */}}
{{- define "ssbtek.labels" -}}
app.kubernetes.io/name: ssbtek
app.kubernetes.io/part-of: ssbtek
{{ include "ssbtek.chartLabels" . }}
{{- end }}

{{/* What finds the pods of one workload, and no others. */}}
{{- define "ssbtek.selectorLabels" -}}
app.kubernetes.io/name: ssbtek
app.kubernetes.io/component: {{ .component }}
{{- with .kod }}
ssbtek.se/agency: {{ . | quote }}
{{- end }}
{{- if .together }}
ssbtek.se/workers: together
{{- end }}
{{- end }}

{{/* Labels of all objects of one workload. */}}
{{- define "ssbtek.workloadLabels" -}}
{{ include "ssbtek.selectorLabels" . }}
app.kubernetes.io/part-of: ssbtek
{{ include "ssbtek.chartLabels" .root }}
{{- end }}

{{/* Every process of the mesh itself; not the simulator, which stands for others. */}}
{{- define "ssbtek.meshSelector" -}}
matchLabels:
  app.kubernetes.io/name: ssbtek
matchExpressions:
  - key: app.kubernetes.io/component
    operator: In
    values: [ingress, aggregator, worker]
{{- end }}

{{/* The way to the cluster's own DNS, as an entry of a network policy's egress. */}}
{{- define "ssbtek.egressToDns" -}}
- to:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: kube-system
      podSelector:
        matchLabels:
          k8s-app: kube-dns
  ports:
    - protocol: UDP
      port: 53
    - protocol: TCP
      port: 53
{{- end }}

{{/* Where clients of the mesh begin at Kafka. */}}
{{- define "ssbtek.kafka.brokers" -}}
{{- if eq .Values.kafka.provider "strimzi" }}ssbtek-kafka-bootstrap:9093
{{- else if eq .Values.kafka.provider "single" }}ssbtek-kafka:9092
{{- else }}{{ .Values.kafka.brokers }}{{ end }}
{{- end }}

{{/* The same for clients of other namespaces. */}}
{{- define "ssbtek.kafka.brokersEverywhere" -}}
{{- if eq .Values.kafka.provider "strimzi" }}ssbtek-kafka-bootstrap.{{ .Release.Namespace }}.svc:9093
{{- else if eq .Values.kafka.provider "single" }}ssbtek-kafka.{{ .Release.Namespace }}.svc:9092
{{- else }}{{ .Values.kafka.brokers }}{{ end }}
{{- end }}

{{/* "true" where processes show Kafka a certificate, else nothing. */}}
{{- define "ssbtek.kafka.tls" -}}
{{- if or (eq .Values.kafka.provider "strimzi") (and (eq .Values.kafka.provider "external") .Values.kafka.tls.enabled) }}true{{ end }}
{{- end }}

{{/* The secret with the authority of the brokers' certificates. */}}
{{- define "ssbtek.kafka.caSecret" -}}
{{- if eq .Values.kafka.provider "strimzi" }}ssbtek-cluster-ca-cert{{ else }}{{ .Values.kafka.tls.caSecret }}{{ end }}
{{- end }}

{{/* "true" where the chart makes authorities of its own, for trials, else nothing. */}}
{{- define "ssbtek.trialAuthority" -}}
{{- if and .Values.certManager.enabled (eq .Values.certManager.authority "trial") }}true{{ end }}
{{- end }}
