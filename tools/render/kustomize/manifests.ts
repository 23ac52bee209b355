import type { RenderedFile } from '../file.ts';
import { base } from './base.ts';
import { components } from './components.ts';

/** Everything below `k8s/` that is made from the code: the base and the components; overlays are people's. */
export const manifests = (): readonly RenderedFile[] => [...base(), ...components()];
