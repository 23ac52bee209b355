import { Copy, DockerfileParser, From, JSONInstruction, PropertyInstruction } from 'dockerfile-ast';

/** One instruction, as far as a build without an engine needs to know it. */
export interface Instruction {
  readonly keyword: string;
  readonly args: readonly string[];
  /** The stage that a COPY takes from; undefined: the build context. */
  readonly from?: string;
  /** What an ENV or LABEL sets. */
  readonly properties: Readonly<Record<string, string>>;
}

/** From one FROM to the next. */
export interface Stage {
  readonly base: string;
  readonly name: string | undefined;
  readonly instructions: readonly Instruction[];
}

/** The stages of a Dockerfile, in order; what stands in front of the first FROM is left out. */
export function stagesOf(text: string): readonly Stage[] {
  const stages: (Stage & { readonly instructions: Instruction[] })[] = [];
  for (const one of DockerfileParser.parse(text).getInstructions()) {
    if (one instanceof From)
      stages.push({ base: one.getImage() ?? '', name: one.getBuildStage() ?? undefined, instructions: [] });
    else
      stages.at(-1)?.instructions.push({
        keyword: one.getKeyword(),
        args:
          one instanceof JSONInstruction && one.getJSONStrings().length > 0
            ? one.getJSONStrings().map((arg) => arg.getJSONValue())
            : one.getArguments().map((arg) => arg.getValue()),
        properties:
          one instanceof PropertyInstruction
            ? Object.fromEntries(one.getProperties().map((p) => [p.getName(), p.getValue() ?? '']))
            : {},
        ...(one instanceof Copy && fromOf(one)),
      });
  }
  return stages;
}

function fromOf(copy: Copy): { readonly from?: string } {
  const from = copy.getFromFlag()?.getValue();
  return from ? { from } : {};
}
