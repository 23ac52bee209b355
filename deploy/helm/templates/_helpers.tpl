{{/*
A workload is handed to these templates as a dict: root ($), name (ingress, worker-af), component (ingress, aggregator,
worker, simulator, portal), of a worker kod, of all workers in one process together. For its pods also values, what was given
for it alone, where that is not the group of values with the component's name; settings, the text of the
settings that are its own; rollsWith, what else rolls them when it changes; and drainMs, how long it goes on taking work
after it has said that it is not ready.
*/}}

{{/* What the names of all objects begin with. */}}
{{- define "ssbtek.fullname" -}}
{{- .Values.fullnameOverride | default "ssbtek" }}
{{- end }}

{{/* What our pods are called in their labels. */}}
{{- define "ssbtek.name" -}}
{{- .Values.nameOverride | default "ssbtek" }}
{{- end }}

{{- define "ssbtek.namespace" -}}
{{- .Values.namespaceOverride | default .Release.Namespace }}
{{- end }}

{{/* The name of a workload's objects. */}}
{{- define "ssbtek.workloadName" -}}
{{ include "ssbtek.fullname" .root }}-{{ .name }}
{{- end }}

{{/* An image (root, image, tag): by its digest where there is one. A registry for all images stands in for each one's own. */}}
{{- define "ssbtek.imageOf" -}}
{{- with .root.Values.global.imageRegistry | default .image.registry }}{{ . }}/{{ end }}
{{- .image.repository }}
{{- if .image.digest }}@{{ .image.digest }}{{ else }}:{{ .image.tag | default .tag }}{{ end }}
{{- end }}

{{- define "ssbtek.image" -}}
{{- include "ssbtek.imageOf" (dict "root" . "image" .Values.image "tag" .Chart.AppVersion) }}
{{- end }}

{{/* Secrets that images are pulled with: of all charts and of this one. */}}
{{- define "ssbtek.pullSecrets" -}}
{{- with concat (.Values.global.imagePullSecrets | default list) .Values.image.pullSecrets }}
{{- toYaml . }}
{{- end }}
{{- end }}

{{/* What was given for one workload alone. */}}
{{- define "ssbtek.own" -}}
{{- .values | default (get .root.Values (.component | default "")) | default dict | toJson }}
{{- end }}

{{/* A value (workload, key) of one workload, or else that of all: as YAML, and nothing where nothing is given. */}}
{{- define "ssbtek.either" -}}
{{- with get (include "ssbtek.own" .workload | fromJson) .key | default (get .workload.root.Values .key) }}
{{- if kindIs "string" . }}{{ . }}{{ else }}{{ toYaml . }}{{ end }}
{{- end }}
{{- end }}

{{/* Lists or maps (workload, key) of all workloads and of this one together; what is said twice of it counts as its own says. */}}
{{- define "ssbtek.both" -}}
{{- $own := get (include "ssbtek.own" .workload | fromJson) .key }}
{{- $all := get .workload.root.Values .key }}
{{- if kindIs "map" $all }}
{{- with merge (dict) ($own | default dict) $all }}{{ toYaml . }}{{ end }}
{{- else }}
{{- with concat $all ($own | default list) }}{{ toYaml . }}{{ end }}
{{- end }}
{{- end }}

{{/* Labels of all objects: Helm's own and the installation's. */}}
{{- define "ssbtek.chartLabels" -}}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Labels of what belongs to no workload in particular. */}}
{{- define "ssbtek.labels" -}}
app.kubernetes.io/name: {{ include "ssbtek.name" . }}
app.kubernetes.io/part-of: ssbtek
{{ include "ssbtek.chartLabels" . }}
{{- end }}

{{/* What finds the pods of one workload, and no others. */}}
{{- define "ssbtek.selectorLabels" -}}
app.kubernetes.io/name: {{ include "ssbtek.name" .root }}
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

{{/* "true" where the portal hears over Kafka how agencies are, else nothing. */}}
{{- define "ssbtek.portal.listens" -}}
{{- if and .Values.portal.enabled (ne (toString (get .Values.portal.settings "SSBTEK_PORTAL_STATUS")) "false") }}true{{ end }}
{{- end }}

{{/* Every process that talks over Kafka; not the simulator, which stands for others. */}}
{{- define "ssbtek.meshSelector" -}}
matchLabels:
  app.kubernetes.io/name: {{ include "ssbtek.name" . }}
matchExpressions:
  - key: app.kubernetes.io/component
    operator: In
    values: [ingress, aggregator, worker, portal, audit]
{{- end }}

{{/* The way to the cluster's DNS, as an entry of a network policy's egress. */}}
{{- define "ssbtek.egressToDns" -}}
- to:
    {{- toYaml .Values.networkPolicies.dns.to | nindent 4 }}
  ports:
    {{- range .Values.networkPolicies.dns.ports }}
    - protocol: UDP
      port: {{ . }}
    - protocol: TCP
      port: {{ . }}
    {{- end }}
{{- end }}

{{/* Host and port of Kafka within the cluster, in the namespace that is given, if any. */}}
{{- define "ssbtek.kafka.address" -}}
{{- $name := include "ssbtek.fullname" .root }}
{{- if eq .root.Values.kafka.provider "strimzi" }}{{ $name }}-kafka-bootstrap{{ .within }}:9093
{{- else if eq .root.Values.kafka.provider "single" }}{{ $name }}-kafka{{ .within }}:9092
{{- else }}{{ .root.Values.kafka.brokers }}{{ end }}
{{- end }}

{{/* Where clients of the mesh begin at Kafka. */}}
{{- define "ssbtek.kafka.brokers" -}}
{{- include "ssbtek.kafka.address" (dict "root" . "within" "") }}
{{- end }}

{{/* The same for clients of other namespaces. */}}
{{- define "ssbtek.kafka.brokersEverywhere" -}}
{{- include "ssbtek.kafka.address" (dict "root" . "within" (printf ".%s.svc" (include "ssbtek.namespace" .))) }}
{{- end }}

{{/* "true" where processes talk TLS with Kafka, else nothing. */}}
{{- define "ssbtek.kafka.tls" -}}
{{- if or (eq .Values.kafka.provider "strimzi") (and (eq .Values.kafka.provider "external") .Values.kafka.tls.enabled) }}true{{ end }}
{{- end }}

{{/* "true" where they show Kafka a certificate, else nothing. */}}
{{- define "ssbtek.kafka.clientCertificate" -}}
{{- if and (include "ssbtek.kafka.tls" .) (or (eq .Values.kafka.provider "strimzi") .Values.kafka.tls.clientCertificate) }}true{{ end }}
{{- end }}

{{/* "true" where they log in with a password or token, else nothing. */}}
{{- define "ssbtek.kafka.sasl" -}}
{{- if and (eq .Values.kafka.provider "external") .Values.kafka.sasl.enabled }}true{{ end }}
{{- end }}

{{/* The secret with the authority of the brokers' certificates; nothing where Node knows it. */}}
{{- define "ssbtek.kafka.caSecret" -}}
{{- if eq .Values.kafka.provider "strimzi" }}{{ include "ssbtek.fullname" . }}-cluster-ca-cert{{ else }}{{ .Values.kafka.tls.caSecret }}{{ end }}
{{- end }}

{{/* "true" where the chart makes authorities of its own, for trials, else nothing. */}}
{{- define "ssbtek.trialAuthority" -}}
{{- if and .Values.certManager.enabled (eq .Values.certManager.authority "trial") }}true{{ end }}
{{- end }}

{{/* "true" where callers are known, else nothing. */}}
{{- define "ssbtek.callersKnown" -}}
{{- if or .Values.callers.tls .Values.callers.proxy.enabled }}true{{ end }}
{{- end }}

{{/* "true" where the ingress talks TLS, with callers or with the proxy in front of it, else nothing. */}}
{{- define "ssbtek.ingress.tls" -}}
{{- if or .Values.callers.tls (and .Values.callers.proxy.enabled .Values.callers.proxy.tls) }}true{{ end }}
{{- end }}

{{/* "true" where the proxy proves itself by a secret, else nothing. */}}
{{- define "ssbtek.ingress.proxySecret" -}}
{{- if and .Values.callers.proxy.enabled .Values.callers.proxy.secret }}true{{ end }}
{{- end }}

{{/* Annotations of what holds what must outlive the installation: begins with a line break. */}}
{{- define "ssbtek.kept" -}}
{{- if .Values.keepOnUninstall }}
annotations:
  helm.sh/resource-policy: keep
{{- end }}
{{- end }}
