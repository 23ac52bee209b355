{{/* The settings that are a workload's own. */}}
{{- define "ssbtek.workload.settings" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: ssbtek-{{ .name }}-settings
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "ssbtek.workloadLabels" . | nindent 4 }}
{{- with .settings }}
data:
  {{- . | nindent 2 }}
{{- end }}
{{- end }}

{{/* The identity of a workload's pods. It is allowed nothing, and the pods get no token of it. */}}
{{- define "ssbtek.workload.account" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: ssbtek-{{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "ssbtek.workloadLabels" . | nindent 4 }}
automountServiceAccountToken: false
{{- end }}

{{/* One replica may be taken at a time when nodes are emptied. */}}
{{- define "ssbtek.workload.disruptionBudget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: ssbtek-{{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "ssbtek.workloadLabels" . | nindent 4 }}
spec:
  maxUnavailable: 1
  # A replica that is not ready protects nobody: it must not keep a node from being emptied.
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "ssbtek.selectorLabels" . | nindent 6 }}
{{- end }}
