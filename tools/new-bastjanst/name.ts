import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Words that are something else already: folders, scopes, and what JavaScript does not take as a name. */
const TAKEN =
  /^(?:all|shared|registry|as|await|break|case|catch|class|const|do|else|enum|eval|export|extends|false|finally|for|if|import|in|is|let|new|null|of|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield)$/;

/** What is wrong with a code and a name for a new agency; empty when they can be used. */
export function nameMistakes(kod: string, namn: string, workspace: string): readonly string[] {
  const mistakes: string[] = [];
  if (!/^[a-z][a-z0-9]{1,7}$/.test(kod))
    mistakes.push('The code must be 2 to 8 lower-case letters and digits, a letter first.');
  else if (TAKEN.test(kod)) mistakes.push(`${kod} cannot be a code: the word has another meaning here.`);
  else
    for (const folder of [`libs/bastjanster/${kod}`, `apps/worker-${kod}`])
      if (existsSync(join(workspace, folder))) mistakes.push(`${folder} is there already.`);
  if (!/^[\p{L}\d][\p{L}\d .,&()-]{1,79}$/u.test(namn))
    mistakes.push('The name must be 2 to 80 letters, digits, spaces and . , & ( ) -.');
  return mistakes;
}
