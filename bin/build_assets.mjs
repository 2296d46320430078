// From static/src to files with the hash of their content in their names, compressed beside, and a manifest of names.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { PurgeCSS } from "purgecss";
import { compileAsync } from "sass";

const SOURCE = "static/src";
const NOT_OURS = /[^{}]*(?:nhsuk-select option|-ms-value|search-cancel-button)[^{}]*\{[^{}]*\}/g; // their blue, a picture we do not serve
const SAID_ONLY_BY_SCRIPTS = ["has-script", /--hidden$/];

async function stylesheet() {
  const built = await compileAsync(join(SOURCE, "portal.scss"), {
    loadPaths: ["node_modules/nhsuk-frontend/dist"],
    quietDeps: true,
  });
  const [used] = await new PurgeCSS().purge({
    content: ["templates/shared/**/*.html", `${SOURCE}/*.js`, `${SOURCE}/classes.txt`],
    css: [{ raw: built.css }],
    safelist: SAID_ONLY_BY_SCRIPTS,
    variables: true,
    keyframes: true,
  });
  return smaller(used.css.replace(NOT_OURS, ""));
}

// lightningcss is called in its package for this machine: the short name needs an install script, which we do not run.
function smaller(css) {
  const folder = mkdtempSync(join(tmpdir(), "assets-"));
  const file = join(folder, "portal.css");
  writeFileSync(file, css);
  const program = readdirSync("node_modules").find((name) => name.startsWith("lightningcss-cli-"));
  execFileSync(join("node_modules", program, "lightningcss"), ["--minify", "--targets", ">= 0.25%, ios >= 14", file, "-o", file]);
  const result = readFileSync(file, "utf8");
  rmSync(folder, { recursive: true });
  return result;
}

// One module of several files, so that a page asks once.
function script() {
  const files = ["files.js", "portal.js"].map((name) => readFileSync(join(SOURCE, name), "utf8"));
  return files.join("\n").replace(/^import .*\n/gm, "").replace(/^export /gm, "").replace(/^\s*\/\/.*\n/gm, "");
}

function save(folder, name, content) {
  const bytes = Buffer.from(content);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const [stem, ending] = name.split(".");
  const hashed = `${stem}-${hash}.${ending}`;
  writeFileSync(join(folder, hashed), bytes);
  writeFileSync(join(folder, `${hashed}.gz`), gzipSync(bytes, { level: 9 }));
  writeFileSync(join(folder, `${hashed}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  return hashed;
}

const folder = process.argv[2];
const assets = {
  "htmx.js": readFileSync("node_modules/htmx.org/dist/htmx.min.js"),
  "mark.svg": readFileSync(join(SOURCE, "mark.svg")),
  "portal.css": await stylesheet(),
  "portal.js": script(),
};
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const names = Object.fromEntries(Object.entries(assets).map(([name, content]) => [name, save(folder, name, content)]));
writeFileSync(join(folder, "manifest.json"), JSON.stringify(names, null, 2) + "\n");
