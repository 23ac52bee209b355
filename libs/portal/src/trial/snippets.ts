import type { XmlOut } from '@ssbtek/xml';
import type { Way } from './form';

/** A program that asks the same. */
export interface Snippet {
  readonly name: string;
  readonly text: string;
}

/** What a snippet is made of. */
export interface Asking {
  /** Where the version is asked by SOAP. */
  readonly address: string;
  /** The SOAP envelope. */
  readonly envelope: string;
  /** The element of the operation. */
  readonly question: XmlOut;
  /** What is sent, and where: the envelope, or the message around the question. */
  readonly sent: { readonly address: string; readonly contentType: string; readonly body: string };
  readonly way: Way;
}

/** What an envelope is sent as. */
export const CONTENT_TYPE = 'text/xml; charset=utf-8';

/** The same question in the languages that municipalities' systems are written in. */
export const snippetsOf = (asking: Asking): readonly Snippet[] =>
  asking.way === 'shs'
    ? [{ name: 'curl', text: curl(asking) }]
    : [
        { name: 'curl', text: curl(asking) },
        { name: 'Python (zeep)', text: python(asking) },
        { name: 'Java', text: java(asking) },
        { name: 'C#', text: csharp(asking) },
        { name: 'TypeScript', text: typescript(asking) },
      ];

const isTls = ({ address }: Asking): boolean => address.startsWith('https:');

function curl(asking: Asking): string {
  const { address, contentType, body } = asking.sent;
  const certificate = isTls(asking) ? [`  --cert kommun.pem --key kommun.key \\`] : [];
  return [
    `curl -sS -H 'Content-Type: ${contentType}' --data-binary @- \\`,
    ...certificate,
    `  '${address.replaceAll("'", '%27')}' <<'FRAGA'`,
    body.replaceAll('\r\n', '\n').trimEnd(),
    'FRAGA',
    '',
  ].join('\n');
}

/** A value of a question as zeep wants it: elements by name, attributes beside them, base64 not yet encoded. */
function pythonValue(out: XmlOut, indent: string): string {
  const entries = Object.entries(out.attributes ?? {}).map(
    ([name, value]) => [name, pythonText(value)] as const,
  );
  const byName = new Map<string, string[]>();
  for (const child of out.children)
    if (typeof child !== 'string' && !('raw' in child)) {
      const name = child.name.replace(/^.*:/, '');
      byName.set(name, [...(byName.get(name) ?? []), pythonValue(child, `${indent}    `)]);
    }
  const text = out.children.find((child) => typeof child === 'string') ?? '';
  if (entries.length === 0 && byName.size === 0) return pythonLeaf(out.name, text);
  const several = (name: string, values: readonly string[]): string =>
    values.length > 1 || name === 'ar' ? `[${values.join(', ')}]` : (values[0] ?? '');
  const all = [...entries, ...[...byName].map(([name, values]) => [name, several(name, values)] as const)];
  const lines = all.map(([name, value]) => `${indent}    ${JSON.stringify(name)}: ${value},\n`);
  return `{\n${lines.join('')}${indent}}`;
}

/** JSON's strings are Python's, too. */
const pythonText = (text: string): string =>
  text === 'true' ? 'True' : text === 'false' ? 'False' : JSON.stringify(text);

/** zeep encodes base64 itself, and wants numbers where the schema has them. */
function pythonLeaf(name: string, text: string): string {
  if (name === 'lefiJsonFraga') return `${JSON.stringify(fromBase64(text))}.encode()`;
  return name === 'ar' ? text : pythonText(text);
}

const fromBase64 = (text: string): string => Buffer.from(text, 'base64').toString('utf8');

function python({ address, question }: Asking): string {
  const parts = question.children.flatMap((child) =>
    typeof child === 'string' || 'raw' in child ? [] : [`    ${child.name}=${pythonValue(child, '    ')},\n`],
  );
  return `# pip install zeep
from zeep import Client

client = Client(${JSON.stringify(`${address}?wsdl`)})
svar = client.service.${question.name}(
${parts.join('')})
print(svar)
`;
}

/** In ASCII alone: before Java 18 a compiler reads a file as its system writes one, on Windows not as UTF-8. */
function java({ address, envelope }: Asking): string {
  const text = envelope
    .replaceAll('\\', '\\\\')
    .replaceAll('"""', '\\"""')
    .replace(/[^\0-\x7f]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class Fraga {
    static final String FRAGA = """
${text.trimEnd()}
""";

    public static void main(String[] args) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(${JSON.stringify(address)}))
            .header("Content-Type", "${CONTENT_TYPE}")
            .POST(HttpRequest.BodyPublishers.ofString(FRAGA))
            .build();
        HttpResponse<String> svar = HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(svar.statusCode() + "\\n" + svar.body());
    }
}
`;
}

/** For every C# from 6 on: what a municipality runs may be .NET Framework, which knows no literals of three quotes. */
function csharp({ address, envelope }: Asking): string {
  return `// dotnet new console; .NET Framework 4.7.2+: System.Net.Http
using System;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;

public static class Fraga
{
    private const string Kuvert = @"${envelope.trimEnd().replaceAll('"', '""')}
";

    public static void Main()
    {
        Skicka().GetAwaiter().GetResult();
    }

    private static async Task Skicka()
    {
        using (var client = new HttpClient())
        using (var content = new StringContent(Kuvert, Encoding.UTF8, "text/xml"))
        using (var svar = await client.PostAsync(${JSON.stringify(address)}, content))
        {
            Console.WriteLine((int)svar.StatusCode);
            Console.WriteLine(await svar.Content.ReadAsStringAsync());
        }
    }
}
`;
}

function typescript({ address, envelope }: Asking): string {
  const text = envelope.replace(/[\\`]|\$\{/g, (one) => `\\${one}`);
  return `const fraga: string = \`${text.trimEnd()}\`;

const svar: Response = await fetch(${JSON.stringify(address)}, {
  method: 'POST',
  headers: { 'Content-Type': '${CONTENT_TYPE}' },
  body: fraga,
});
console.log(svar.status, await svar.text());

export {};
`;
}
