/** In place of js-yaml for xmlbuilder2, which is given no YAML here. */
export function load(): never {
  throw new Error('YAML is not read here');
}
