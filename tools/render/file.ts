/** A file that is made from the code; its path below the workspace. */
export interface RenderedFile {
  readonly path: string;
  readonly text: string;
}

/** Stands in the first lines of every made file: whoever wants to edit it learns where to go. */
export const MADE = 'Made by npm run render; change the source instead.';

/** Folders in which a file with {@link MADE} in it that is made no longer is taken away. */
export const RENDERED_FOLDERS: readonly string[] = ['docs', 'k8s', 'deploy', 'libs/portal/src/made'];
