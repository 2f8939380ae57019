// Build wirkt.css and its right-to-left twin: the KERN components we use, in a
// layer of their own, then our style files. Nothing of KERN is changed or copied
// into the repository; only components and icons that no page uses are left out.
import { readFileSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const rtlcss = require("rtlcss");
const postcss = createRequire(require.resolve("rtlcss"))("postcss");

const OUT = "cms/static/cms/built";
const OURS = ["theme", "fonts", "base", "layout", "components", "content", "comparison", "forms", "home", "print"];
const KERN_COMPONENTS = ["btn", "form-input", "form-check", "fieldset", "hint", "error", "label", "sr-only", "light", "dark", "level"];
const KERN_ICONS = ["danger", "arrow-down", "check"];

// A selector stays when every KERN class in it belongs to a component in use.
function isUsed(selector) {
  const classes = selector.match(/\.kern-[a-z0-9_-]+/g) ?? [];
  return classes.every((name) => {
    const word = name.slice(".kern-".length);
    if (word.startsWith("icon--")) return KERN_ICONS.includes(word.slice("icon--".length));
    if (word === "icon") return true;
    return KERN_COMPONENTS.some((component) => word === component || word.startsWith(`${component}-`) || word.startsWith(`${component}_`));
  });
}

function usedPartOf(css) {
  const root = postcss.parse(css);
  root.walkComments((comment) => comment.remove());
  root.walkRules((rule) => {
    if (rule.parent.type === "atrule" && rule.parent.name.endsWith("keyframes")) return;
    rule.selectors = rule.selectors.filter(isUsed);
    if (rule.selectors.length === 0 || rule.selectors[0] === "") rule.remove();
  });
  root.walkAtRules((rule) => {
    if (rule.name === "charset" || (rule.nodes && rule.nodes.length === 0)) rule.remove();
  });
  return root.toString();
}

// Comments and indentation go; everything else stays as written.
function small(css) {
  const root = postcss.parse(css);
  root.walkComments((comment) => comment.remove());
  root.walk((node) => {
    node.raws.before = node.type === "decl" ? "" : "\n";
    if (node.raws.after !== undefined) node.raws.after = "";
    if (node.raws.between !== undefined) node.raws.between = node.type === "decl" ? ":" : node.raws.between.trim() && " ";
    if (node.type === "atrule") node.raws.afterName = " ";
  });
  return root.toString().trim() + "\n";
}

const kern = usedPartOf(readFileSync("node_modules/@kern-ux/native/dist/kern.css", "utf8"));
const ours = OURS.map((name) => readFileSync(`cms/styles/${name}.css`, "utf8")).join("\n");
const css = small(`@layer kern, wirkt;\n@layer kern {\n${kern}\n}\n@layer wirkt {\n${ours}\n}`);

mkdirSync(OUT, { recursive: true });
writeFileSync(`${OUT}/wirkt.css`, css);
writeFileSync(`${OUT}/wirkt.rtl.css`, rtlcss.process(css));

// The editing interface shows comparisons, too; it has a style of its own for everything else.
writeFileSync(`${OUT}/comparison.css`, small(readFileSync("cms/styles/comparison.css", "utf8")));
