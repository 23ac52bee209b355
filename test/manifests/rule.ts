import type { Manifest } from './manifest.ts';

/** Something that must hold for the objects of one installation. */
export interface Rule {
  readonly name: string;
  /** One sentence for each mistake, which begins with the object's name. */
  readonly mistakes: (all: readonly Manifest[]) => readonly string[];
}

export const rule = (name: string, mistakes: Rule['mistakes']): Rule => ({ name, mistakes });

/** The sentence when something does not hold, else nothing. */
export const unless = (holds: boolean, sentence: string): readonly string[] => (holds ? [] : [sentence]);
