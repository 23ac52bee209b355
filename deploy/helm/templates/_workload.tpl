{{/* Name, labels and annotations of what runs a workload. */}}
{{- define "ssbtek.workload.metadata" -}}
name: {{ include "ssbtek.workloadName" . }}
namespace: {{ include "ssbtek.namespace" .root }}
labels:
  {{- include "ssbtek.workloadLabels" . | nindent 2 }}
{{- with include "ssbtek.both" (dict "workload" . "key" "deploymentAnnotations") }}
annotations:
  {{- . | nindent 2 }}
{{- end }}
{{- end }}

{{/* The settings that are a workload's own. */}}
{{- define "ssbtek.workload.settings" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "ssbtek.workloadName" . }}-settings
  namespace: {{ include "ssbtek.namespace" .root }}
  labels:
    {{- include "ssbtek.workloadLabels" . | nindent 4 }}
{{- with .settings }}
data:
  {{- . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "ssbtek.accountName" -}}
{{- get (get (include "ssbtek.own" . | fromJson) "serviceAccount" | default dict) "name" | default (include "ssbtek.workloadName" .) }}
{{- end }}

{{/* The identity of a workload's pods. It is allowed nothing, and the pods get no token of it. */}}
{{- define "ssbtek.workload.account" -}}
{{- if .root.Values.serviceAccount.create -}}
{{- $own := get (include "ssbtek.own" . | fromJson) "serviceAccount" | default dict }}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "ssbtek.accountName" . }}
  namespace: {{ include "ssbtek.namespace" .root }}
  labels:
    {{- include "ssbtek.workloadLabels" . | nindent 4 }}
  {{- with merge (dict) (get $own "annotations" | default dict) .root.Values.serviceAccount.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
automountServiceAccountToken: false
{{- end }}
{{- end }}

{{/* One replica may be taken at a time when nodes are emptied. */}}
{{- define "ssbtek.workload.disruptionBudget" -}}
{{- if .root.Values.podDisruptionBudget.enabled -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "ssbtek.workloadName" . }}
  namespace: {{ include "ssbtek.namespace" .root }}
  labels:
    {{- include "ssbtek.workloadLabels" . | nindent 4 }}
spec:
  maxUnavailable: {{ .root.Values.podDisruptionBudget.maxUnavailable }}
  # A replica that is not ready protects nobody: it must not keep a node from being emptied.
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "ssbtek.selectorLabels" . | nindent 6 }}
{{- end }}
{{- end }}

{{/* A workload's address (workload, service, port): the name of a port of its pods, and whatever the cluster's load balancers want. */}}
{{- define "ssbtek.workload.service" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "ssbtek.workloadName" .workload }}
  namespace: {{ include "ssbtek.namespace" .workload.root }}
  labels:
    {{- include "ssbtek.workloadLabels" .workload | nindent 4 }}
    {{- with .service.labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with .service.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  type: {{ .service.type }}
  {{- range $key := list "clusterIP" "externalTrafficPolicy" "internalTrafficPolicy" "loadBalancerClass" "loadBalancerIP" "ipFamilyPolicy" "sessionAffinity" "trafficDistribution" }}
  {{- with get $.service $key }}
  {{ $key }}: {{ . }}
  {{- end }}
  {{- end }}
  {{- range $key := list "loadBalancerSourceRanges" "externalIPs" "ipFamilies" }}
  {{- with get $.service $key }}
  {{ $key }}:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- end }}
  {{- with .service.healthCheckNodePort }}
  healthCheckNodePort: {{ . }}
  {{- end }}
  {{- if and (eq .service.type "LoadBalancer") (not .service.allocateLoadBalancerNodePorts) }}
  allocateLoadBalancerNodePorts: false
  {{- end }}
  selector:
    {{- include "ssbtek.selectorLabels" .workload | nindent 4 }}
  ports:
    - name: {{ .port }}
      port: {{ .service.port }}
      targetPort: {{ .port }}
      protocol: TCP
      {{- with .service.nodePort }}
      nodePort: {{ . }}
      {{- end }}
      {{- with .service.appProtocol }}
      appProtocol: {{ . }}
      {{- end }}
{{- end }}

{{/* Replicas by load, where a workload (with its autoscaling) is to have that. Two that count replicas would undo each other's work. */}}
{{- define "ssbtek.workload.autoscaler" -}}
{{- $scaling := .workload.values.autoscaling }}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ include "ssbtek.workloadName" .workload }}
  namespace: {{ include "ssbtek.namespace" .workload.root }}
  labels:
    {{- include "ssbtek.workloadLabels" .workload | nindent 4 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "ssbtek.workloadName" .workload }}
  minReplicas: {{ $scaling.minReplicas }}
  maxReplicas: {{ $scaling.maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ $scaling.targetCPUUtilizationPercentage }}
    {{- with $scaling.metrics }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  behavior:
    # A replica that comes too late is of no use to questions that wait; one that goes takes its connections along.
    {{- toYaml $scaling.behavior | nindent 4 }}
{{- end }}
