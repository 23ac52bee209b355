import ts from 'typescript';

/** The full name of a test: the titles around it, its own, and the strings of its row where it stands in a table. */
export interface TestTitle {
  readonly file: string;
  readonly title: string;
}

const CALLS = /^(?:it|test|describe|refuses)\b/;
const PARTING = ' › ';

/** Every test of a source file by its full name, read from the source without running it. */
export function titlesOf(file: string, source: string): readonly TestTitle[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const tables = arraysByName(tree);
  const found: TestTitle[] = [];
  const visit = (node: ts.Node, around: readonly string[]): void => {
    const call = testCall(node);
    if (!call) return void node.forEachChild((child) => visit(child, around));
    const names = [...around, call.title];
    if (call.kind !== 'describe' || call.rows) {
      const rows = call.rows ? rowsOf(call.rows, tables) : [];
      for (const row of ['', ...rows])
        found.push({ file, title: [...names, row].filter(Boolean).join(PARTING) });
    }
    if (call.kind === 'describe') call.body?.forEachChild((child) => visit(child, names));
  };
  visit(tree, []);
  return found;
}

interface TestCall {
  readonly kind: 'describe' | 'test';
  readonly title: string;
  readonly rows: ts.Expression | undefined;
  readonly body: ts.Expression | undefined;
}

/** `it('…')`, `describe('…')`, `it.each(rows)('…')`, and `refuses('…', rows)`, which stands for a describe. */
function testCall(node: ts.Node): TestCall | undefined {
  if (!ts.isCallExpression(node) || !CALLS.test(node.expression.getText())) return undefined;
  const [title, body] = node.arguments;
  if (!title || !isText(title)) return undefined;
  const { expression } = node;
  const isTable = ts.isCallExpression(expression) && /\.each(?:<|$)/.test(expression.expression.getText());
  const helper = expression.getText() === 'refuses';
  return {
    kind: expression.getText().startsWith('describe') ? 'describe' : 'test',
    title: textOf(title),
    rows: isTable ? expression.arguments[0] : helper ? body : undefined,
    body,
  };
}

type Text = ts.StringLiteralLike | ts.TemplateExpression;
const isText = (node: ts.Node): node is Text => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
const textOf = (node: Text): string =>
  ts.isStringLiteralLike(node) ? node.text : node.getText().slice(1, -1);

function arraysByName(tree: ts.SourceFile): ReadonlyMap<string, ts.Expression> {
  const found = new Map<string, ts.Expression>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer)
      found.set(node.name.text, node.initializer);
    node.forEachChild(visit);
  };
  visit(tree);
  return found;
}

/** The leading strings of each row; names of tables are followed within the file. */
function rowsOf(rows: ts.Expression, tables: ReadonlyMap<string, ts.Expression>): readonly string[] {
  const found: string[] = [];
  const seen = new Set<ts.Node>();
  const visit = (node: ts.Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (ts.isIdentifier(node)) {
      const table = tables.get(node.text);
      if (table) visit(table);
    } else if (ts.isArrayLiteralExpression(node) && node.elements.some(isText)) {
      found.push(node.elements.filter(isText).slice(0, 3).map(textOf).join(' '));
    } else node.forEachChild(visit);
  };
  visit(rows);
  return found;
}
