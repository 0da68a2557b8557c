import { basename } from 'node:path';
import ts from 'typescript';
import { parse, type Rule } from './tree';

/** A lib that offers more than this has no clear purpose. */
const MOST_EXPORTED_VALUES = 12;

/** Names that say nothing, so that everything ends up under them. */
const VAGUE = /^(utils?|common|helpers?|managers?|misc|shared|base|core)$/;

const WORDS_AND_HYPHENS = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * Files that other files' specs run (stand-ins, suites, wiring, a provider's shapes of answers), and measurements,
 * which are run on their own.
 */
const WITHOUT_SPEC = [
  /(^|\/)(index|main|testing)\.ts$/,
  /\.(suite|emulators)\.ts$/,
  /\/(suite|fixtures)\//,
  /\.d\.ts$/,
  /^libs\/providers\/src\/[^/]+\/schemas\.ts$/,
  /^tools\/bench\//,
];

const valuesOf = (statement: ts.ExportDeclaration): string[] => {
  const { exportClause, isTypeOnly } = statement;
  if (isTypeOnly || exportClause === undefined) return [];
  if (ts.isNamespaceExport(exportClause)) return [exportClause.name.text];
  return exportClause.elements.filter((element) => !element.isTypeOnly).map((element) => element.name.text);
};

/** `(task) => task`: a function that only fixes a type. */
const returnsItsArgument = (expression: ts.Expression | undefined): boolean =>
  expression !== undefined &&
  ts.isArrowFunction(expression) &&
  ts.isIdentifier(expression.body) &&
  expression.parameters.length === 1 &&
  expression.parameters[0]?.name.getText() === expression.body.text;

const hasNothingToRun = (statement: ts.Statement): boolean => {
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return true;
  if (ts.isImportDeclaration(statement)) return true;
  if (ts.isExportDeclaration(statement)) return valuesOf(statement).length === 0;
  if (!ts.isVariableStatement(statement)) return false;
  return statement.declarationList.declarations.every(({ initializer }) => returnsItsArgument(initializer));
};

const isExported = (statement: ts.Statement): boolean =>
  ts.isExportDeclaration(statement) ||
  (ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword));

/** A script that offers nothing: it only starts what is tested where it is written. */
const isCommand = ({ fileName, statements }: ts.SourceFile): boolean =>
  /^tools\/[^/]+\.ts$/.test(fileName) && !statements.some(isExported);

/** Files that still owe a spec of their own. The list only shrinks; nothing new may be put on it. */
const OWED = 'tools/structure/owed-specs.json';

const owedSpecs = (tree: Parameters<Rule>[0]): readonly string[] =>
  tree.has(OWED) ? (JSON.parse(tree.read(OWED)) as readonly string[]) : [];

/** Who is on the list of owed specs and has one by now, or is gone: to be taken off. */
export const paidSpecs = (tree: Parameters<Rule>[0]): string[] =>
  owedSpecs(tree).filter((file) => !tree.has(file) || tree.has(file.replace(/\.ts$/, '.spec.ts')));

/** Code has its spec beside it; a file of types alone has nothing to run. */
export const specs: Rule = (tree) =>
  tree.files
    .filter((file) => !owedSpecs(tree).includes(file))
    .filter(
      (file) =>
        file.endsWith('.ts') && !file.endsWith('.spec.ts') && !WITHOUT_SPEC.some((kind) => kind.test(file)),
    )
    .filter((file) => !tree.has(file.replace(/\.ts$/, '.spec.ts')))
    .map((file) => parse(tree, file))
    .filter((source) => !source.statements.every(hasNothingToRun) && !isCommand(source))
    .map(({ fileName }) => fileName)
    .map((file) => `${file} lacks its spec ${basename(file, '.ts')}.spec.ts`);

/** What a lib or a provider offers is listed by name and is little. */
export const publicNames: Rule = (tree) =>
  tree.files
    .filter((file) => /^libs\/.*\/index\.ts$/.test(file))
    .flatMap((file) => {
      const exports = parse(tree, file).statements.filter(ts.isExportDeclaration);
      const unnamed = exports.filter((one) => one.exportClause === undefined && !one.isTypeOnly);
      const values = exports.flatMap(valuesOf);
      const tooMany = `${file} exports ${values.length} values, at most ${MOST_EXPORTED_VALUES}: ${values.join(', ')}`;
      return [
        ...unnamed.map((one) => `${file}: ${one.getText()} hides what is public; list the names`),
        ...(values.length > MOST_EXPORTED_VALUES ? [tooMany] : []),
      ];
    });

/** The words of a path that we chose: folders, and a file's name up to its first dot; fixtures are named as they like. */
const chosenNames = (file: string): string[] => {
  const parts = file.split('/');
  const fixtures = parts.indexOf('fixtures');
  if (fixtures !== -1) return parts.slice(0, fixtures);
  return parts.map((part) => part.split('.')[0] ?? '').filter((part) => part !== '');
};

/** Names of files and folders are lower case words joined by hyphens, and say what is inside. */
export const names: Rule = (tree) =>
  tree.files.flatMap((file) => {
    const vague = chosenNames(file).find((part) => VAGUE.test(part));
    const odd = file.endsWith('.ts')
      ? chosenNames(file).find((part) => !WORDS_AND_HYPHENS.test(part))
      : undefined;
    return [
      ...(vague === undefined ? [] : [`${file}: "${vague}" says nothing; name it after its one job`]),
      ...(odd === undefined ? [] : [`${file}: "${odd}" must be lower case words joined by hyphens`]),
    ];
  });
