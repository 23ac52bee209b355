{{/* How a Deployment rolls: one more at a time, none fewer, so that capacity never sinks while a version comes. */}}
{{- define "ssbtek.rollout" -}}
# Long enough for a process that falls over at its first message to do so.
minReadySeconds: 5
revisionHistoryLimit: 5
strategy:
  type: RollingUpdate
  rollingUpdate:
    maxSurge: 1
    maxUnavailable: 0
{{- end }}

{{/* Labels and annotations of a workload's pods, which roll when a setting changes. */}}
{{- define "ssbtek.podMetadata" -}}
labels:
  {{- include "ssbtek.selectorLabels" . | nindent 2 }}
  app.kubernetes.io/part-of: ssbtek
  {{- with .root.Values.podLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
annotations:
  checksum/settings: {{ print (include "ssbtek.settings" .root) .settings (.rollsWith | default "") | sha256sum }}
  {{- with .root.Values.podAnnotations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}

{{/* What all pods have alike, but for containers and volumes. */}}
{{- define "ssbtek.pod" -}}
serviceAccountName: ssbtek-{{ .name }}
automountServiceAccountToken: false
# Kubernetes would set SSBTEK_INGRESS_PORT and the like, which read as settings of ours.
enableServiceLinks: false
# 4 s after the process's own limit: it shall end by itself and say so in its log.
terminationGracePeriodSeconds: {{ div (add (include "ssbtek.stopTimeoutMs" .) 4999) 1000 }}
securityContext:
  {{- include "ssbtek.podSecurity" . | nindent 2 }}
topologySpreadConstraints:
  {{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "ssbtek.selectorLabels" $ | nindent 8 }}
    # Old and new version are spread each for itself, or a rollout would leave the new one on few nodes.
    matchLabelKeys:
      - pod-template-hash
  {{- end }}
{{- include "ssbtek.scheduling" .root }}
{{- with .root.Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end }}

{{/* Where pods may run and where their image comes from, as the installation says; begins with a line break. */}}
{{- define "ssbtek.scheduling" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* How long a stop may take, ms: the drain, the whole deadline, and 3 s for the last answers and the connections' end. */}}
{{- define "ssbtek.stopTimeoutMs" -}}
{{- add .root.Values.deadlineMs (.drainMs | default 0) 3000 }}
{{- end }}

{{/* Who the processes of our image are. */}}
{{- define "ssbtek.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{/* What every container is denied. */}}
{{- define "ssbtek.containerSecurity" -}}
allowPrivilegeEscalation: false
capabilities:
  drop:
    - ALL
privileged: false
readOnlyRootFilesystem: true
runAsNonRoot: true
{{- end }}

{{/* What all containers of our image have alike: which process, what it may, how it is asked whether it is well. */}}
{{- define "ssbtek.container" -}}
image: {{ include "ssbtek.image" .root }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
# Beside the image's own entry point, which is Node.
args:
  - /app/apps/{{ .name }}/main.js
{{- include "ssbtek.probes" . }}
securityContext:
  {{- include "ssbtek.containerSecurity" . | nindent 2 }}
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
  periodSeconds: 2
  timeoutSeconds: 2
  failureThreshold: 300
readinessProbe:
  httpGet:
    path: /health/ready
    port: management
  periodSeconds: 5
  timeoutSeconds: 2
  failureThreshold: 2
livenessProbe:
  httpGet:
    path: /health/live
    port: management
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 3
{{- end }}

{{/* Where a process listens. */}}
{{- define "ssbtek.env.listen" -}}
- name: SSBTEK_HOST
  value: 0.0.0.0
- name: SSBTEK_MANAGEMENT_PORT
  value: "9464"
{{- end }}

{{/* The client certificate towards Kafka. */}}
{{- define "ssbtek.env.kafkaTls" -}}
- name: SSBTEK_KAFKA_TLS
  value: "on"
- name: SSBTEK_KAFKA_TLS_CA_FILE
  value: /etc/ssbtek/kafka/ca.crt
- name: SSBTEK_KAFKA_TLS_CERT_FILE
  value: /etc/ssbtek/kafka/user.crt
- name: SSBTEK_KAFKA_TLS_KEY_FILE
  value: /etc/ssbtek/kafka/user.key
{{- end }}

{{- define "ssbtek.mount.kafkaTls" -}}
- name: kafka-tls
  mountPath: /etc/ssbtek/kafka
  readOnly: true
{{- end }}

{{/* In two secrets: the ca.crt beside a user's certificate is the authority of users, which the brokers' is not. */}}
{{- define "ssbtek.volume.kafkaTls" -}}
- name: kafka-tls
  projected:
    defaultMode: 288
    sources:
      - secret:
          name: {{ include "ssbtek.kafka.caSecret" .root }}
          items:
            - { key: ca.crt, path: ca.crt }
      - secret:
          name: ssbtek-{{ .name }}
          items:
            - { key: user.crt, path: user.crt }
            - { key: user.key, path: user.key }
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
          name: ssbtek-worker-{{ .kod }}-agency-tls
          items:
            - { key: tls.crt, path: tls.crt }
            - { key: tls.key, path: tls.key }
      - configMap:
          name: ssbtek-worker-{{ .kod }}-agency-ca
          items:
            - { key: ca.crt, path: ca.crt }
{{- end }}

{{/* Keys for what Kafka carries, readable by the group that the process runs with and by nobody else (0440). */}}
{{- define "ssbtek.volume.payloadKeys" -}}
- name: payload-keys
  projected:
    defaultMode: 288
    sources:
      - secret:
          name: {{ .Values.keys.payloadSecret }}
{{- end }}
