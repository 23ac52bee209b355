/** Pages of the guide and examples are imported as text. */
declare module '*.md' {
  const text: string;
  export default text;
}
declare module '*.xml' {
  const text: string;
  export default text;
}
declare module '*.mime' {
  const text: string;
  export default text;
}
declare module '*.txt' {
  const text: string;
  export default text;
}
