/** Put in by the bundler (tools/build/bundle.ts); from sources nobody has. */
declare const SSBTEK_BUILT_VERSION: string | undefined;

/** The version of the mesh that this process is of: `0.1.0`, or `unbuilt` where it runs from its sources. */
export const VERSION = typeof SSBTEK_BUILT_VERSION === 'string' ? SSBTEK_BUILT_VERSION : 'unbuilt';
