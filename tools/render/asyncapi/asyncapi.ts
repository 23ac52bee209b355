import { stringify } from 'yaml';
import { MADE, type RenderedFile } from '../file.ts';
import { asyncapiDocument } from './document.ts';

/** The topics and messages, for people and for programs that read AsyncAPI. */
export const asyncapi = (): RenderedFile => ({
  path: 'docs/asyncapi.yaml',
  text: `# ${MADE}\n${stringify(asyncapiDocument(), { lineWidth: 110, aliasDuplicateObjects: false })}`,
});
