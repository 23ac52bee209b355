const FIELDS = 5;

/** Where a document's elements are, by their numbers in the order of their start tags. Offsets in bytes. */
export class ElementPlaces {
  /** Of each element: start, start of its content, end of that, end, and the number of the first element behind it. */
  private readonly fields: number[] = [];
  count = 0;

  /** Adds an element that has no content yet, and returns its number. */
  begin(start: number, contentStart: number): number {
    const number = this.count;
    this.count += 1;
    this.fields.push(start, contentStart, contentStart, contentStart, this.count);
    return number;
  }

  /** Says where an element's end tag is. All elements inside have been added. */
  finish(number: number, contentEnd: number, end: number): void {
    const at = number * FIELDS;
    this.fields[at + 2] = contentEnd;
    this.fields[at + 3] = end;
    this.fields[at + 4] = this.count;
  }

  start(number: number): number {
    return this.fields[number * FIELDS] as number;
  }

  contentStart(number: number): number {
    return this.fields[number * FIELDS + 1] as number;
  }

  contentEnd(number: number): number {
    return this.fields[number * FIELDS + 2] as number;
  }

  end(number: number): number {
    return this.fields[number * FIELDS + 3] as number;
  }

  /** The number of the first element that is not inside it. */
  after(number: number): number {
    return this.fields[number * FIELDS + 4] as number;
  }
}
