/** Checks plain values and keeps every mistake: where it is and what should be there, never what is there. */
export class Checker {
  readonly mistakes: string[] = [];

  note(place: string, mistake: string): void {
    this.mistakes.push(`${place} ${mistake}.`);
  }

  /** The fields of a mapping that has all the wanted ones and no unknown ones. */
  fields(
    value: unknown,
    place: string,
    wanted: readonly string[],
    possible: readonly string[] = [],
  ): Readonly<Record<string, unknown>> {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.note(place, `must be a mapping with ${[...wanted, ...possible].join(', ')}`);
      return {};
    }
    const known = [...wanted, ...possible];
    for (const name of wanted) if (!Object.hasOwn(value, name)) this.note(place, `lacks ${name}`);
    if (Object.keys(value).some((name) => !known.includes(name)))
      this.note(place, `has something else than ${known.join(', ')}`);
    return value as Readonly<Record<string, unknown>>;
  }

  list(value: unknown, place: string): readonly unknown[] {
    if (Array.isArray(value)) return value;
    this.note(place, 'must be a list');
    return [];
  }

  /** The text, or an empty one when it is missing (noted elsewhere) or wrong. */
  text(value: unknown, place: string, pattern: RegExp, rule: string): string {
    if (value === undefined) return '';
    if (typeof value === 'string' && pattern.test(value)) return value;
    this.note(place, rule);
    return '';
  }
}
