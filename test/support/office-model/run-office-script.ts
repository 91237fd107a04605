/** Office Scripts as Excel treats them: compiled by the TypeScript that Excel has, refused for what Excel refuses, and run. */
import path from 'node:path';
import vm from 'node:vm';
import ts from 'typescript-4.0';
import { repositoryRoot } from '../corpora.ts';
import { ScriptWorkbook } from './excel-script/script-workbook.ts';
import type { OfficeWorkbook } from './office-workbook.ts';

const declarations = path.join(repositoryRoot, 'apps/server/office-scripts/excel-script.d.ts');

/** The enumerations that scripts name. */
const ExcelScript = {
  SheetVisibility: { visible: 'visible', hidden: 'hidden', veryHidden: 'veryHidden' },
  InsertShiftDirection: { down: 'down', right: 'right' },
  DeleteShiftDirection: { up: 'up', left: 'left' },
};

/** What is wrong with a script: faults of the compiler, and what the editor of Excel does not take. */
export function scriptFaults(body: string): readonly string[] {
  const name = 'script.ts';
  const options: ts.CompilerOptions = { target: ts.ScriptTarget.ES2019, strict: true, noEmit: true, types: [] };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (file, target) =>
    file === name ? ts.createSourceFile(file, body, target, true) : read(file, target);
  const program = ts.createProgram([name, declarations], { ...options, lib: ['lib.es2019.d.ts'] }, host);
  const compiler = ts.getPreEmitDiagnostics(program).map(({ messageText, file, start }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
  return [...compiler, ...refusedByExcel(program.getSourceFile(name)!)];
}

/** https://learn.microsoft.com/office/dev/scripts/develop/typescript-restrictions */
function refusedByExcel(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const at = () => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    if (node.kind === ts.SyntaxKind.AnyKeyword) found.push(`${at()}: any`);
    if (ts.isFunctionExpression(node)) found.push(`${at()}: a callback that is no arrow function`);
    if (ts.isIdentifier(node) && /^(eval|arguments)$/.test(node.text)) found.push(`${at()}: ${node.text}`);
    if (ts.isFunctionLike(node) && 'asteriskToken' in node && node.asteriskToken) found.push(`${at()}: a generator`);
    if (ts.isClassDeclaration(node) || ts.isImportDeclaration(node)) found.push(`${at()}: a class or an import`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  const main = source.statements.filter((node) => ts.isFunctionDeclaration(node) && node.name?.text === 'main');
  if (main.length !== 1) found.push('there is one function main');
  return found;
}

export interface ScriptRun {
  /** Of `main`, besides the workbook. */
  readonly parameters?: readonly unknown[];
  readonly fetch?: typeof fetch;
}

/** Runs `main` of a script (as in an `.osts` file) in the workbook, and says what it returns. */
export async function runScript(workbook: OfficeWorkbook, osts: string, run: ScriptRun = {}): Promise<unknown> {
  const { body } = JSON.parse(osts) as { readonly body: string };
  const { outputText } = ts.transpileModule(body, { compilerOptions: { target: ts.ScriptTarget.ES2019 } });
  const context = vm.createContext({ ExcelScript, fetch: run.fetch ?? fetch, console });
  vm.runInContext(`${outputText}\nthis.run = main;`, context);
  const main = context['run'] as (...given: readonly unknown[]) => unknown;
  return main(new ScriptWorkbook(workbook), ...(run.parameters ?? []));
}
