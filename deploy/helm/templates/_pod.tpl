{{/* How a Deployment rolls: one more at a time, none fewer, so that capacity never sinks while a version comes. */}}
{{- define "ssbtek.rollout" -}}
# Long enough for a process that falls over at its first message to do so.
minReadySeconds: {{ .Values.minReadySeconds }}
revisionHistoryLimit: {{ .Values.revisionHistoryLimit }}
strategy:
  {{- toYaml .Values.deploymentStrategy | nindent 2 }}
{{- end }}

{{/* Labels and annotations of a workload's pods, which roll when a setting changes. */}}
{{- define "ssbtek.podMetadata" -}}
labels:
  {{- include "ssbtek.selectorLabels" . | nindent 2 }}
  app.kubernetes.io/part-of: ssbtek
  {{- with .root.Values.commonLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
  {{- with include "ssbtek.both" (dict "workload" . "key" "podLabels") }}
  {{- . | nindent 2 }}
  {{- end }}
annotations:
  checksum/settings: {{ print (include "ssbtek.settings" .root) .settings (.rollsWith | default "") | sha256sum }}
  {{- with include "ssbtek.both" (dict "workload" . "key" "podAnnotations") }}
  {{- . | nindent 2 }}
  {{- end }}
{{- end }}

{{/* What all pods have alike, but for containers and volumes. */}}
{{- define "ssbtek.pod" -}}
serviceAccountName: {{ include "ssbtek.accountName" . }}
automountServiceAccountToken: false
# Kubernetes would set SSBTEK_INGRESS_PORT and the like, which read as settings of ours.
enableServiceLinks: false
terminationGracePeriodSeconds: {{ include "ssbtek.graceSeconds" . }}
{{- with .root.Values.podSecurityContext }}
securityContext:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if ne .component "audit" }}
topologySpreadConstraints:
  {{- include "ssbtek.spread" . | nindent 2 }}
{{- end }}
{{- include "ssbtek.scheduling" . }}
{{- with include "ssbtek.both" (dict "workload" . "key" "hostAliases") }}
hostAliases:
  {{- . | nindent 2 }}
{{- end }}
{{- if not (kindIs "invalid" .root.Values.hostUsers) }}
hostUsers: {{ .root.Values.hostUsers }}
{{- end }}
{{- with .root.Values.dnsPolicy }}
dnsPolicy: {{ . }}
{{- end }}
{{- with .root.Values.dnsConfig }}
dnsConfig:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with include "ssbtek.both" (dict "workload" . "key" "initContainers") }}
initContainers:
  {{- . | nindent 2 }}
{{- end }}
{{- end }}

{{/* Over nodes and zones. Constraints that somebody gives stand instead, each for this workload's pods where it names none. */}}
{{- define "ssbtek.spread" -}}
{{- $selector := dict "matchLabels" (include "ssbtek.selectorLabels" . | fromYaml) }}
{{- $given := include "ssbtek.either" (dict "workload" . "key" "topologySpreadConstraints") }}
{{- if $given }}
{{- $constraints := list }}
{{- range fromYamlArray $given }}
{{- $constraints = append $constraints (merge (dict) . (dict "labelSelector" $selector)) }}
{{- end }}
{{- toYaml $constraints }}
{{- else }}
{{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
- maxSkew: 1
  topologyKey: {{ . }}
  whenUnsatisfiable: ScheduleAnyway
  labelSelector:
    {{- toYaml $selector | nindent 4 }}
  # Old and new version are spread each for itself, or a rollout would leave the new one on few nodes.
  matchLabelKeys:
    - pod-template-hash
{{- end }}
{{- end }}
{{- end }}

{{/* Where pods may run and where their images come from, as the installation says; begins with a line break. */}}
{{- define "ssbtek.scheduling" -}}
{{- with include "ssbtek.pullSecrets" .root }}
imagePullSecrets:
  {{- . | nindent 2 }}
{{- end }}
{{- range $key := list "nodeSelector" "tolerations" "affinity" }}
{{- with include "ssbtek.either" (dict "workload" $ "key" $key) }}
{{ $key }}:
  {{- . | nindent 2 }}
{{- end }}
{{- end }}
{{- range $key := list "priorityClassName" "runtimeClassName" "schedulerName" }}
{{- with include "ssbtek.either" (dict "workload" $ "key" $key) }}
{{ $key }}: {{ . }}
{{- end }}
{{- end }}
{{- end }}

{{/* How long a stop may take, ms: the drain, the whole deadline, and 3 s for the last answers and the connections' end. */}}
{{- define "ssbtek.stopTimeoutMs" -}}
{{- add .root.Values.deadlineMs (.drainMs | default 0) 3000 }}
{{- end }}

{{/* When it is killed: 4 s after the process's own limit, which shall end by itself and say so in its log. Somebody may give it longer. */}}
{{- define "ssbtek.graceSeconds" -}}
{{- max (div (add (include "ssbtek.stopTimeoutMs" .) 4999) 1000) (int64 (include "ssbtek.either" (dict "workload" . "key" "terminationGracePeriodSeconds") | default 0)) }}
{{- end }}

{{/* What all containers of our image have alike: which process, what it may, how it is asked whether it is well. */}}
{{- define "ssbtek.container" -}}
image: {{ include "ssbtek.image" .root }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
# Beside the image's own entry point, which is Node.
args:
  - /app/apps/{{ .name }}/main.js
{{- include "ssbtek.probes" . }}
{{- with .root.Values.containerSecurityContext }}
securityContext:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/*
The three questions to the management port; begins with a line break. A process that waits for Kafka has not started: it
gets ten minutes, because a restart does not bring Kafka back. Alive means that the event loop turns; never that Kafka or
an agency is there.
*/}}
{{- define "ssbtek.probes" }}
startupProbe:
  httpGet:
    path: /health/startup
    port: management
  {{- toYaml .root.Values.startupProbe | nindent 2 }}
readinessProbe:
  httpGet:
    path: /health/ready
    port: management
  {{- toYaml .root.Values.readinessProbe | nindent 2 }}
livenessProbe:
  httpGet:
    path: /health/live
    port: management
  {{- toYaml .root.Values.livenessProbe | nindent 2 }}
{{- end }}

{{/*
The environment of a process: the settings of all processes and its own, its variables (of, the name of a template for the
workload), and what the installation adds. What it says of a variable that is there already stands instead: twice in one list
would be a guess which of them counts.
*/}}
{{- define "ssbtek.environment" -}}
{{- $extra := include "ssbtek.both" (dict "workload" .workload "key" "extraEnv") | default "[]" | fromYamlArray }}
{{- $names := list }}
{{- $last := dict }}
{{- range $extra }}
{{- $names = append $names .name }}
{{- $_ := set $last .name . }}
{{- end }}
{{- $env := list }}
{{- range include .of .workload | fromYamlArray }}
{{- if not (has .name $names) }}{{- $env = append $env . }}{{ end }}
{{- end }}
{{- range $names | uniq }}
{{- $env = append $env (get $last .) }}
{{- end -}}
envFrom:
  - configMapRef:
      name: {{ include "ssbtek.fullname" .workload.root }}-settings
  {{- if not .sharedOnly }}
  {{- range .settings | default (list .workload.name) }}
  - configMapRef:
      name: {{ include "ssbtek.fullname" $.workload.root }}-{{ . }}-settings
  {{- end }}
  {{- end }}
  {{- with include "ssbtek.both" (dict "workload" .workload "key" "extraEnvFrom") }}
  {{- . | nindent 2 }}
  {{- end }}
env:
  {{- toYaml $env | nindent 2 }}
{{- end }}

{{/* Which volumes a container sees: its own (of, the name of a template for the workload) and the installation's. */}}
{{- define "ssbtek.volumeMounts" -}}
{{- include "ssbtek.listed" (dict "key" "volumeMounts" "own" (include .of .workload) "more" (include "ssbtek.both" (dict "workload" .workload "key" "extraVolumeMounts"))) }}
{{- end }}

{{/* The volumes of a pod, in the same way. */}}
{{- define "ssbtek.volumes" -}}
{{- include "ssbtek.listed" (dict "key" "volumes" "own" (include .of .workload) "more" (include "ssbtek.both" (dict "workload" .workload "key" "extraVolumes"))) }}
{{- end }}

{{/* A list (key, own and more as YAML) under its key; nothing where it is empty. */}}
{{- define "ssbtek.listed" -}}
{{- $lines := list }}
{{- range list .own .more }}
{{- with . | trim }}{{- $lines = append $lines . }}{{ end }}
{{- end }}
{{- with $lines }}
{{- $.key }}:
  {{- join "\n" . | nindent 2 }}
{{- end }}
{{- end }}

{{/* What stands beside the process in its pod. */}}
{{- define "ssbtek.besides" -}}
{{- include "ssbtek.both" (dict "workload" . "key" "extraContainers") }}
{{- end }}

{{/* No variables, mounts or volumes of its own. */}}
{{- define "ssbtek.nothing" }}{{ end }}

{{/* Where a process listens, and how long it may take to stop. */}}
{{- define "ssbtek.env.listen" -}}
- name: SSBTEK_HOST
  value: 0.0.0.0
- name: SSBTEK_MANAGEMENT_PORT
  value: "9464"
- name: SSBTEK_STOP_TIMEOUT_MS
  value: {{ include "ssbtek.stopTimeoutMs" . | quote }}
{{- end }}

{{/* How a process that talks over Kafka is let in there: variables, mounts and volumes. */}}
{{- define "ssbtek.env.kafka" -}}
{{- if include "ssbtek.kafka.tls" .root }}
- name: SSBTEK_KAFKA_TLS
  value: "on"
{{- if include "ssbtek.kafka.caSecret" .root }}
- name: SSBTEK_KAFKA_TLS_CA_FILE
  value: /etc/ssbtek/kafka/ca.crt
{{- end }}
{{- end }}
{{- if include "ssbtek.kafka.clientCertificate" .root }}
- name: SSBTEK_KAFKA_TLS_CERT_FILE
  value: /etc/ssbtek/kafka/user.crt
- name: SSBTEK_KAFKA_TLS_KEY_FILE
  value: /etc/ssbtek/kafka/user.key
{{- end }}
{{- if include "ssbtek.kafka.sasl" .root }}
{{- $settings := .root.Values.settings }}
{{- if ne (get $settings "SSBTEK_KAFKA_SASL_MECHANISM") "OAUTHBEARER" }}
{{- if not (get $settings "SSBTEK_KAFKA_SASL_USERNAME") }}
- name: SSBTEK_KAFKA_SASL_USERNAME
  value: {{ include "ssbtek.workloadName" . }}
{{- end }}
- name: SSBTEK_KAFKA_SASL_PASSWORD_FILE
  value: /etc/ssbtek/kafka-login/password
{{- else if get $settings "SSBTEK_KAFKA_SASL_TOKEN_URL" }}
- name: SSBTEK_KAFKA_SASL_CLIENT_SECRET_FILE
  value: /etc/ssbtek/kafka-login/client-secret
{{- else }}
- name: SSBTEK_KAFKA_SASL_TOKEN_FILE
  value: /etc/ssbtek/kafka-login/token
{{- end }}
{{- end }}
{{- end }}

{{/* "true" where TLS with Kafka takes files, else nothing. */}}
{{- define "ssbtek.kafka.tlsFiles" -}}
{{- if and (include "ssbtek.kafka.tls" .) (or (include "ssbtek.kafka.caSecret" .) (include "ssbtek.kafka.clientCertificate" .)) }}true{{ end }}
{{- end }}

{{- define "ssbtek.mount.kafka" -}}
{{- if include "ssbtek.kafka.tlsFiles" .root }}
- name: kafka-tls
  mountPath: /etc/ssbtek/kafka
  readOnly: true
{{- end }}
{{- if include "ssbtek.kafka.sasl" .root }}
- name: kafka-login
  mountPath: /etc/ssbtek/kafka-login
  readOnly: true
{{- end }}
{{- end }}

{{/* In two secrets: the ca.crt beside a user's certificate is the authority of users, which the brokers' is not. */}}
{{- define "ssbtek.volume.kafka" -}}
{{- if include "ssbtek.kafka.tlsFiles" .root }}
- name: kafka-tls
  projected:
    defaultMode: 288
    sources:
      {{- with include "ssbtek.kafka.caSecret" .root }}
      - secret:
          name: {{ . }}
          items:
            - { key: ca.crt, path: ca.crt }
      {{- end }}
      {{- if include "ssbtek.kafka.clientCertificate" .root }}
      - secret:
          name: {{ include "ssbtek.workloadName" . }}
          items:
            - { key: user.crt, path: user.crt }
            - { key: user.key, path: user.key }
      {{- end }}
{{- end }}
{{- if include "ssbtek.kafka.sasl" .root }}
{{- $settings := .root.Values.settings }}
{{- $key := ternary (ternary "client-secret" "token" (hasKey $settings "SSBTEK_KAFKA_SASL_TOKEN_URL")) "password" (eq (get $settings "SSBTEK_KAFKA_SASL_MECHANISM") "OAUTHBEARER") }}
- name: kafka-login
  projected:
    defaultMode: 288
    sources:
      - secret:
          name: {{ .root.Values.kafka.sasl.secret | default (include "ssbtek.workloadName" .) }}
          items:
            - { key: {{ $key }}, path: {{ $key }} }
{{- end }}
{{- end }}

{{/* The client certificate of the worker of an agency (kod), in a volume and folder of that name. */}}
{{- define "ssbtek.env.agencyTls" -}}
- name: SSBTEK_AGENCY_{{ upper .kod }}_CA_FILE
  value: /etc/ssbtek/{{ .folder }}/ca.crt
- name: SSBTEK_AGENCY_{{ upper .kod }}_CERT_FILE
  value: /etc/ssbtek/{{ .folder }}/tls.crt
- name: SSBTEK_AGENCY_{{ upper .kod }}_KEY_FILE
  value: /etc/ssbtek/{{ .folder }}/tls.key
{{- end }}

{{/* Its own certificate, and the only authority that the agency's may come from. */}}
{{- define "ssbtek.volume.agencyTls" -}}
- name: {{ .name }}
  projected:
    defaultMode: 288
    sources:
      - secret:
          name: {{ include "ssbtek.fullname" .root }}-worker-{{ .kod }}-agency-tls
          items:
            - { key: tls.crt, path: tls.crt }
            - { key: tls.key, path: tls.key }
      - configMap:
          name: {{ include "ssbtek.fullname" .root }}-worker-{{ .kod }}-agency-ca
          items:
            - { key: ca.crt, path: ca.crt }
{{- end }}

{{- define "ssbtek.env.payloadKeys" -}}
- name: SSBTEK_PAYLOAD_KEYS_FILE
  value: /etc/ssbtek/payload-keys/keys.json
{{- end }}

{{- define "ssbtek.mount.payloadKeys" -}}
- name: payload-keys
  mountPath: /etc/ssbtek/payload-keys
  readOnly: true
{{- end }}

{{/* Keys for what Kafka carries, readable by the group that the process runs with and by nobody else (0440). */}}
{{- define "ssbtek.volume.payloadKeys" -}}
- name: payload-keys
  projected:
    defaultMode: 288
    sources:
      - secret:
          name: {{ .root.Values.keys.payloadSecret }}
{{- end }}

{{- define "ssbtek.mount.auditKeys" -}}
- name: audit-keys
  mountPath: /etc/ssbtek/audit-keys
  readOnly: true
{{- end }}

{{/* Keys of the audit trail: for who writes it and who verifies it, and nobody else. */}}
{{- define "ssbtek.volume.auditKeys" -}}
- name: audit-keys
  projected:
    defaultMode: 288
    sources:
      - secret:
          name: {{ .root.Values.keys.auditSecret }}
{{- end }}
