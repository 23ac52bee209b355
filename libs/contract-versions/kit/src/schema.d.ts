/** Schema and WSDL files are imported as text. */
declare module '*.xsd' {
  const text: string;
  export default text;
}
declare module '*.wsdl' {
  const text: string;
  export default text;
}
