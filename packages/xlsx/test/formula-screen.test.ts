import { describe, expect, it } from 'vitest';
import { FormulaScreen } from '../src/screen/formula-screen.ts';
import { targetKind } from '../src/screen/targets.ts';

const screen = new FormulaScreen(
  { names: ['Plan', 'Open', 'Call_Log', 'IMAGE'], sheets: ['Risk | Register', 'CALL'], links: ['workbook', 'program'] },
  { formulaLength: 8192 },
);
const codes = (formula: string): string =>
  screen
    .check(formula)
    .map(({ code, severity }) => `${severity} ${code}`)
    .join(', ');

const clean = '';
const forbidden = 'refuse FORMULA_FORBIDDEN';
const link = 'refuse EXT_WORKBOOK_LINK';
const dde = 'refuse ACTIVE_DDE';
const doubtful = 'warn WARN_FORMULA';

describe('formulas of a workbook that loses its macros', () => {
  const without = new FormulaScreen(
    { names: ['Fee'], sheets: [], links: [], losesMacros: true },
    { formulaLength: 8192 },
  );
  it.each([
    ['TheirOwn(1)', 'THEIROWN is no function of Excel; its macro is removed.'],
    ['[0]!TheirOwn(1)', 'THEIROWN is no function of Excel; its macro is removed.'],
    ['SUM(1)', undefined],
    ['Fee(1)', undefined],
    ['_xlfn.LET(f,_xlfn.LAMBDA(_xlpm.x,1),f(2))', undefined],
  ])('%s', (formula, message) => {
    expect(without.check(formula)[0]?.message).toBe(message);
  });
});

describe('formulas', () => {
  const rows: readonly [string, string][] = [
    ['SUM(A1:B2)*1.19', clean],
    ["'Executive Summary'!A1", clean],
    ["'Risk | Register'!A1", clean],
    ["'CALL'!A1", clean],
    ['"CALLED"', clean],
    ['"CALL(1)"&A1', clean],
    ['IF(A1="WEBSERVICE(","x","y")', clean],
    ['tblTasks[[#This Row],[Call (min)]]', clean],
    ['Call_Log+1', clean],
    ['IMAGE*2', clean],
    ['_xlfn.XLOOKUP(A1,B:B,C:C)', clean],
    ['_xlfn._xlws.FILTER(A1:A9,B1:B9)', clean],
    ['__xludf.DUMMYFUNCTION("IMPORTRANGE(""x"")")', clean],
    ['Open(1)', clean],
    ['[0]!Plan', clean],
    ['[9]Sheet1!A1', clean],
    ['WEBSERVICE("https://example.org")', forbidden],
    ['=WEBSERVICE("https://example.org")', forbidden],
    ['_xlfn.WEBSERVICE("https://example.org")', forbidden],
    ['webService ("x")', forbidden],
    ['WEBSERVICE\n("x")', forbidden],
    ['SUM(1,WEBSERVICE("x"))', forbidden],
    ['_xlfn.IMAGE("https://example.org/a.png")', forbidden],
    ['@CALL("k","s",1)', forbidden],
    ['REGISTER.ID("a","b")', forbidden],
    ['RTD("a",,"b")', forbidden],
    ['EXEC("calc")', forbidden],
    ['FOPEN("a")', forbidden],
    ['GET.WORKBOOK(1)', forbidden],
    ['SQL.REQUEST("a")', forbidden],
    ['IMPORTXML("a","b")', forbidden],
    ['_xll.Anything(1)', forbidden],
    ['_xlfn.IMPORTTEXT("https://example.org/a.csv")', forbidden],
    ['_xlfn.IMPORTCSV("\\\\server\\a.csv")', forbidden],
    ['_xlfn.COPILOT("say",A1:A9)', forbidden],
    ['_xlfn.MAP(A1:A3,_xleta.WEBSERVICE)', forbidden],
    ['_xlfn.BYROW(A1:B3,_xleta.SUM)', clean],
    ['_xlfn.LAMBDA(_xlpm.f,_xlpm.f(1))(_xlfn.LAMBDA(_xlpm.x,_xlpm.x+1))', clean],
    ['_xlfn.GROUPBY(A1:A3,B1:B3,_xleta.PERCENTOF)', clean],
    ['_xlfn.REGEXREPLACE(A1,"a","b")&_xlfn.TRIMRANGE(B:B)', clean],
    ['ADDRESS(1,2)', clean],
    ['_xlfn.STOCKHISTORY("MSFT",1,2)', doubtful],
    ['_xlfn.TRANSLATE(A1,"en","de")', doubtful],
    ['_xlfn.DETECTLANGUAGE(A1)', doubtful],
    ['CUBEVALUE("m","[a]")', doubtful],
    ['TheirOwn(1)', clean],
    ['Sheet1!CALL(1)', forbidden],
    ['ＣＡＬＬ(1)', forbidden],
    ['_xlfn.LET(f,_xlfn.WEBSERVICE,f("x"))', forbidden],
    ['WEBSERVICE', forbidden],
    ["cmd|' /C calc'!A0", dde],
    ["'cmd|/C calc'!A0", dde],
    ['DDE("a","b","c")', forbidden],
    ['[2]!item', dde],
    ['[1]Sheet1!A1', link],
    ["'[1]My Sheet'!$A$1", link],
    ["'C:\\plans\\[a.xlsx]S'!A1", `${doubtful}, ${link}`],
    ["'\\\\server\\share\\[a.xlsx]S'!A1", link],
    ["'https://example.org/[a.xlsx]S'!A1", `${doubtful}, ${link}`],
    ['[a.xlsx]S!A1', link],
    ['INDIRECT("A"&1)', doubtful],
    ['CELL("filename")', doubtful],
    ['FILTERXML(A1,"//x")', doubtful],
    ['_xlfn._xlws.PY(0,1)', 'strip ACTIVE_PYTHON'],
    ['HYPERLINK("https://example.org","x")', clean],
    ['HYPERLINK("#Plan!A1")', clean],
    ['HYPERLINK("javascript:alert(1)")', 'refuse FORMULA_HYPERLINK'],
    ['HYPERLINK("\\\\server\\share","x")', 'refuse FORMULA_HYPERLINK'],
    ['HYPERLINK("file:///c:/a")', 'refuse FORMULA_HYPERLINK'],
    ['HYPERLINK(A1)', 'warn FORMULA_HYPERLINK'],
    ['HYPERLINK("https://example.org/?"&A1)', 'warn FORMULA_HYPERLINK'],
    ['HYPERLINK("#"&A1)', clean],
    [`1+${'0+'.repeat(4200)}1`, 'refuse LIMIT'],
    [`${'('.repeat(65)}1${')'.repeat(65)}`, 'refuse LIMIT'],
    [`${'('.repeat(64)}1${')'.repeat(64)}`, clean],
  ];
  it.each(rows)('%j', (formula, expected) => expect(codes(formula)).toBe(expected));

  it('looks at 100,000 different formulas in less than two seconds of computing', () => {
    const before = process.cpuUsage();
    for (let row = 1; row <= 100_000; row++)
      screen.check(`IF(AND(A${row}>1,B${row}<>""),SUM(C${row}:D${row}),VLOOKUP(E${row},F:G,2,FALSE))`);
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(2);
  });
});

describe('targets', () => {
  it.each([
    ['https://example.org', 'web'],
    ['HTTP://example.org', 'web'],
    ['mailto:a@example.org', 'web'],
    ['tel:+4912345', 'web'],
    ['#Plan!A1', 'inside'],
    ['', 'inside'],
    ['docs/plan.pdf', 'relative'],
    ['plan 2026.xlsx', 'relative'],
    ['file:///etc/passwd', 'forbidden'],
    ['\\\\server\\share', 'forbidden'],
    ['//server/share', 'forbidden'],
    ['C:\\a', 'forbidden'],
    ['c:/a', 'forbidden'],
    ['javascript:alert(1)', 'forbidden'],
    [' java\nscript:alert(1)', 'forbidden'],
    ['data:text/html,x', 'forbidden'],
    ['ms-excel:ofe|u|x', 'forbidden'],
    ['vbscript:x', 'forbidden'],
  ])('%j is %s', (target, kind) => expect(targetKind(target)).toBe(kind));
});
