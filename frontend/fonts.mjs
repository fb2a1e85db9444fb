// Copies the fonts that documents embed (DejaVu: it has U+202F and the letters of mooré, dioula and fulfuldé).
import { copyFileSync, mkdirSync } from "node:fs";

const from = "node_modules/dejavu-fonts-ttf/ttf";
const to = "../static/dist/fonts";

mkdirSync(to, { recursive: true });
for (const name of ["DejaVuSansCondensed.ttf", "DejaVuSansCondensed-Bold.ttf"]) copyFileSync(`${from}/${name}`, `${to}/${name}`);
