/** Prints the names that TypeScript files define, as JSON. It is given their paths, as JSON, on
 * standard input. tests/house/definitions.py runs it, and says what the kinds mean. */

import { readFileSync } from "node:fs";
import { parse } from "@vue/compiler-sfc";
import ts from "typescript";

const found = [];

/** The scripts of a file, each with the number of lines above it. */
function scripts(path) {
  const text = readFileSync(path, "utf8");
  if (!path.endsWith(".vue")) return [{ text, above: 0 }];
  const { script, scriptSetup } = parse(text).descriptor;
  return [script, scriptSetup]
    .filter((block) => block)
    .map((block) => ({ text: block.content, above: block.loc.start.line - 1 }));
}

/** What kind of name a declaration defines; "" where it defines none that counts. */
function kindOf(node, atTop) {
  if (ts.isClassLike(node) || ts.isInterfaceDeclaration(node)) return "class";
  if (ts.isTypeAliasDeclaration(node) || ts.isEnumDeclaration(node)) return "class";
  if (ts.isFunctionDeclaration(node)) return "function";
  if (ts.isMethodDeclaration(node) || ts.isMethodSignature(node)) return "method";
  if (ts.isAccessor(node)) return "attribute";
  if (ts.isPropertyDeclaration(node) || ts.isPropertySignature(node)) return "attribute";
  if (ts.isEnumMember(node)) return "attribute";
  if (ts.isParameter(node)) return "parameter";
  if (!ts.isVariableDeclaration(node)) return "";
  const value = node.initializer;
  if (value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value))) return "function";
  return atTop ? "variable" : "";
}

/** The names of a declaration: several where it takes an object or an array apart. */
function namesOf(name) {
  if (!name) return [];
  if (ts.isObjectBindingPattern(name) || ts.isArrayBindingPattern(name))
    return name.elements.flatMap((one) => namesOf(one.name));
  return ts.isComputedPropertyName(name) ? [] : [name.text];
}

function visit(node, file, place, of, depth) {
  const kind = kindOf(node, depth === 0);
  if (kind) {
    const start = file.getLineAndCharacterOfPosition(node.getStart(file)).line;
    const annotation = node.type?.getText(file) ?? "";
    for (const name of namesOf(node.name))
      found.push({ name, kind, path: place.path, line: start + 1 + place.above, of, annotation });
  }
  const inner = kind === "class" ? (node.name?.text ?? of) : of;
  const deeper = depth + (ts.isBlock(node) || ts.isFunctionLike(node) ? 1 : 0);
  ts.forEachChild(node, (child) => visit(child, file, place, inner, deeper));
}

for (const path of JSON.parse(readFileSync(0, "utf8")))
  for (const { text, above } of scripts(path)) {
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
    visit(file, file, { path, above }, "", 0);
  }
process.stdout.write(JSON.stringify(found));
