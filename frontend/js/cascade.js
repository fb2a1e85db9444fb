// The price explained, drawn from the API's quote: the same lines as the tag price_cascade draws on the server.
import { grouped } from "./money.js";

const POSITIONS = { first: "Première position", last: "Dernière position" };
const THIN = "\u202f";

const percent = (basisPoints) => `${String(Math.abs(basisPoints) / 100).replace(".", ",")}\u00a0%`;
const sum = (rows, amount) => rows.reduce((total, row) => total + amount(row), 0);
const last = (line) => line.steps.at(-1);
const tariffOf = (line) => line.unit_ht_fcfa - (line.position ? last(line).amount_fcfa : 0);

const share = (label, amount, rate, base) => ({
  label,
  amount,
  why: `${percent(rate)} de ${grouped(base)}`,
  kind: amount < 0 ? "less" : "more",
});

const base = (lines) => ({
  label: "Tarif de base",
  amount: sum(lines, (line) => line.airings * tariffOf(line)),
  why: lines.map((line) => `${line.airings} × ${grouped(tariffOf(line))}`).join(" + "),
});

const majorations = (lines) =>
  Object.entries(POSITIONS)
    .map(([position, label]) => [label, lines.filter((line) => line.position === position)])
    .filter(([, asked]) => asked.length)
    .map(([label, asked]) =>
      share(
        label,
        sum(asked, (line) => line.airings * last(line).amount_fcfa),
        last(asked[0]).rate_bp,
        sum(asked, (line) => line.airings * last(line).base_fcfa),
      ),
    );

const explained = (quote, vatBp) => {
  const rows = [base(quote.lines), ...majorations(quote.lines)];
  const gross = sum(quote.lines, (line) => line.airings * line.unit_ht_fcfa);
  if (rows.length > 1 || quote.steps.length) rows.push({ label: "Prix brut", amount: gross, kind: "subtotal" });
  rows.push(...quote.steps.map((step) => share(step.label, step.amount_fcfa, step.rate_bp, step.base_fcfa)));
  rows.push({ label: "Net HT", amount: quote.net_ht_fcfa, kind: "subtotal" });
  rows.push(share("TVA", quote.vat_fcfa, vatBp, quote.net_ht_fcfa));
  return rows;
};

const element = (tag, css, text) => Object.assign(document.createElement(tag), { className: css, textContent: text });

const written = ({ amount, kind }) =>
  kind === "more" || kind === "less" ? `${amount < 0 ? "−" : "+"}${THIN}${grouped(Math.abs(amount))}` : grouped(amount);

const drawn = (row) => {
  const line = element("div", row.kind === "subtotal" ? "subtotal" : "", "");
  line.append(element("dt", "", row.label), element("dd", row.kind === "less" ? "less" : "", written(row)));
  if (row.why) line.append(element("dd", "why", row.why));
  return line;
};

const total = (quote) => {
  const line = element("div", "total", "");
  const amount = element("span", "money side-total", `${grouped(quote.total_ttc_fcfa)} `);
  amount.append(element("span", "unit", "F CFA"));
  const place = document.createElement("dd");
  place.append(amount);
  line.append(element("dt", "", "Total TTC"), place);
  return line;
};

/** The definition list of a quote. */
export const cascade = (quote, vatBp) => {
  const list = element("dl", "cascade", "");
  list.append(...explained(quote, vatBp).map(drawn), total(quote));
  return list;
};
