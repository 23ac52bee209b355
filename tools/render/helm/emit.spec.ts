import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { emitted } from './emit.ts';
import { Each, Given, REST, slot, When, type Node } from './node.ts';

const lines = (...nodes: readonly Node[]): readonly string[] =>
  emitted(...nodes)
    .trimEnd()
    .split('\n');

describe('a template', () => {
  it('without directives is the object again', () => {
    const object: Node = {
      kind: 'X',
      'a/b.c': { empty: {}, none: [], no: false, nothing: null, number: 0.5 },
      list: [{ a: 'true', b: '1' }, 'text: with #', { deep: [{ x: 1 }, {}] }],
      long: 'word '.repeat(60),
      lines: 'first\n\n  third\n',
      open: 'first\nlast',
    };
    expect(parse(emitted(object))).toEqual(object);
  });

  it('has a document for each object', () => {
    expect(lines({ a: 1 }, { b: 2 })).toEqual(['---', 'a: 1', '---', 'b: 2']);
  });

  it('has slots as expressions', () => {
    expect(
      lines({ replicas: slot('$.Values.a'), name: `x-${slot('$kod')}`, [`A_${slot('$K')}`]: 1 }),
    ).toEqual(['---', 'replicas: {{ $.Values.a }}', 'name: x-{{ $kod }}', 'A_{{ $K }}: 1']);
  });

  it('has words that are more than text in YAML 1.1 in quotes', () => {
    expect(lines({ a: 'on', b: 'no', c: 'other' })).toEqual(['---', 'a: "on"', 'b: "no"', 'c: other']);
  });

  it('has the braces of others as text', () => {
    expect(lines({ a: '{{ $labels.x }}', b: 'one\n{{ two }}\n' })).toEqual([
      '---',
      'a: "{{ `{{` }} $labels.x {{ `}}` }}"',
      'b: |',
      '  one',
      '  {{ `{{` }} two {{ `}}` }}',
    ]);
  });

  it('leaves an entry out of a map', () => {
    expect(lines({ a: new When('$a', { b: 1 }, 'none'), [REST]: new When('$c', { d: 1, e: 2 }) })).toEqual([
      '---',
      '{{- if $a }}',
      'a:',
      '  b: 1',
      '{{- else }}',
      'a: none',
      '{{- end }}',
      '{{- if $c }}',
      'd: 1',
      'e: 2',
      '{{- end }}',
    ]);
  });

  it('leaves items out of a list, and repeats them', () => {
    expect(lines({ list: [new When('$b', [{ c: 2 }, 'x']), new Each('$k := $l', [slot('$k')])] })).toEqual([
      '---',
      'list:',
      '  {{- if $b }}',
      '  - c: 2',
      '  - x',
      '  {{- end }}',
      '  {{- range $k := $l }}',
      '  - {{ $k }}',
      '  {{- end }}',
    ]);
  });

  it('repeats and leaves out whole objects', () => {
    expect(lines(new Each('$k, $v := $l', [{ a: 1 }], ['$w := $v']), new When('$c', [{ b: 1 }]))).toEqual([
      '{{- range $k, $v := $l }}',
      '{{- $w := $v }}',
      '---',
      'a: 1',
      '{{- end }}',
      '{{- if $c }}',
      '---',
      'b: 1',
      '{{- end }}',
    ]);
  });

  it('takes what is given', () => {
    expect(lines({ whole: new Given('$a'), beside: { x: 1, [REST]: new Given('$b') } })).toEqual([
      '---',
      '{{- with $a }}',
      'whole:',
      '  {{- toYaml . | nindent 2 }}',
      '{{- end }}',
      'beside:',
      '  x: 1',
      '  {{- with $b }}',
      '  {{- toYaml . | nindent 2 }}',
      '  {{- end }}',
    ]);
  });

  it('never begins an entry of a list beside a directive', () => {
    expect(lines([{ a: new When('$a', 1) }])).toEqual([
      '---',
      '-',
      '  {{- if $a }}',
      '  a: 1',
      '  {{- end }}',
    ]);
  });
});
