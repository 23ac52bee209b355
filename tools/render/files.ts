import { asyncapi } from './asyncapi/asyncapi.ts';
import { docs } from './docs/pages.ts';
import { faults } from './faults/page.ts';
import type { RenderedFile } from './file.ts';
import { guideLists } from './guide.ts';
import { rules } from './rules.ts';
import { scaling } from './scaling/page.ts';

export { MADE, RENDERED_FOLDERS } from './file.ts';

/** Every file that is made from the code. */
export const renderedFiles = (): readonly RenderedFile[] => [
  ...docs(),
  asyncapi(),
  ...rules(),
  ...scaling(),
  ...guideLists(),
  faults(),
];
