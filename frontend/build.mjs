// Bundles every file of js/entries/ to static/dist/js/: modules, split, small. `--watch` rebuilds at each save.
import { readdirSync, rmSync } from "node:fs";
import { build, context } from "esbuild";

const out = "../static/dist/js";
const options = {
  entryPoints: readdirSync("js/entries").map((name) => `js/entries/${name}`),
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  chunkNames: "chunk-[hash]",
  legalComments: "none",
  logLevel: "info",
};

rmSync(out, { recursive: true, force: true });
if (process.argv.includes("--watch")) {
  const watching = await context(options);
  await watching.watch();
} else {
  await build(options);
}
