"""Helm as a program: one JSON request on standard input, one JSON answer on standard output."""

import json
import sys

import helm_python as helm


def template(ask):
    with helm.Chart.load(ask["chart"]) as chart:
        return chart.render(ask["values"], name=ask["release"], namespace=ask["namespace"])


def lint(ask):
    report = helm.lint(ask["chart"], ask["values"], strict=True, namespace=ask["namespace"])
    return [message for message in report["messages"] if message["severity"] > 1]


ask = json.load(sys.stdin)
try:
    answer = {"done": {"template": template, "lint": lint}[ask["do"]](ask)}
except helm.HelmError as error:
    answer = {"refused": str(error)}
json.dump(answer, sys.stdout)
