import type { GateLimits } from '../limits';
import { BANG, GREATER, LESS, NOT_SURE, runEnd, same, SLASH, stands, WHITE } from './bytes';
import { cdataEnd, commentEnd, textEnd } from './content';
import { ElementPlaces } from './places';
import { StartTags } from './start-tag';

const DECLARATION =
  /^<\?xml[ \t\r\n]+version=(?:"1\.0"|'1\.0')(?:[ \t\r\n]+encoding=(?:"[Uu][Tt][Ff]-?8"|'[Uu][Tt][Ff]-?8'))?(?:[ \t\r\n]+standalone=(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/;
const LONGEST_DECLARATION = 128;
/** How many numbers are kept of an element that is open. */
const OPEN = 3;
const CDATA = Buffer.from('<![CDATA[');
const COMMENT = Buffer.from('<!--');

/**
 * Goes once over a document in UTF-8 and finds where its elements are. It holds the rules of XML 1.0 and of namespaces,
 * and the limits; whatever is unusual (processing instructions, a DOCTYPE, names of other letters than ASCII's, a hundred
 * attributes), it leaves to the strict reader.
 * @returns undefined where the strict reader has to be asked, be the document good or bad
 */
export function scan(bytes: Buffer, limits: GateLimits): ElementPlaces | undefined {
  return new Scan(bytes, limits).places();
}

class Scan {
  private readonly found = new ElementPlaces();
  private readonly tags: StartTags;
  /** Numbers of the elements that are open, with where their names end and how many prefixes there were before them. */
  private readonly open: number[] = [];
  private depth = 0;

  constructor(
    private readonly bytes: Buffer,
    private readonly limits: GateLimits,
  ) {
    this.tags = new StartTags(bytes, limits);
  }

  places(): ElementPlaces | undefined {
    const { bytes } = this;
    let at = DECLARATION.exec(bytes.toString('latin1', 0, LONGEST_DECLARATION))?.[0].length ?? 0;
    for (;;) {
      const markup = this.depth > 0 ? textEnd(bytes, at) : runEnd(WHITE, bytes, at);
      if (markup === bytes.length && this.isOver()) return this.found;
      at = markup === NOT_SURE ? NOT_SURE : this.markupEnd(markup);
      if (at === NOT_SURE) return undefined;
    }
  }

  /** The root is there and closed. */
  private isOver(): boolean {
    return this.depth === 0 && this.found.count > 0;
  }

  private markupEnd(at: number): number {
    const { bytes } = this;
    if (bytes[at] !== LESS) return NOT_SURE;
    const next = bytes[at + 1];
    if (next === SLASH) return this.endTagEnd(at);
    if (next !== BANG) return this.isOver() ? NOT_SURE : this.startTagEnd(at);
    if (stands(bytes, at, COMMENT)) return commentEnd(bytes, at + COMMENT.length);
    const isCdata = this.depth > 0 && stands(bytes, at, CDATA);
    return isCdata ? cdataEnd(bytes, at + CDATA.length) : NOT_SURE;
  }

  private startTagEnd(start: number): number {
    const { open, found, limits, tags } = this;
    if (this.depth >= limits.maxDepth || found.count >= limits.maxElements) return NOT_SURE;
    const before = tags.prefixes.size;
    const end = tags.end(start);
    if (end === NOT_SURE) return NOT_SURE;
    const number = found.begin(start, end);
    if (tags.empty) tags.prefixes.size = before;
    else {
      const at = OPEN * this.depth;
      open[at] = number;
      open[at + 1] = tags.nameEnd;
      open[at + 2] = before;
      this.depth += 1;
    }
    return end;
  }

  private endTagEnd(at: number): number {
    const { bytes, open, found, tags } = this;
    if (this.depth === 0) return NOT_SURE;
    const last = OPEN * (this.depth - 1);
    const number = open[last] as number;
    const name = found.start(number) + 1;
    const length = (open[last + 1] as number) - name;
    if (!same(bytes, name, at + 2, length)) return NOT_SURE;
    const end = runEnd(WHITE, bytes, at + 2 + length);
    if (bytes[end] !== GREATER) return NOT_SURE;
    found.finish(number, at, end + 1);
    tags.prefixes.size = open[last + 2] as number;
    this.depth -= 1;
    return end + 1;
  }
}
