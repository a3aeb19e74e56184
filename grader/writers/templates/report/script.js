"use strict";
// Sorts the rows of one table, or of several tables that share a head, and hides those that do not match a text.
for (const area of document.querySelectorAll("[data-rows]")) {
  const tables = [...area.querySelectorAll("table")];
  const rows = tables.flatMap((table) => [...table.tBodies[0].rows]);
  const size = tables[0].tBodies[0].rows.length;
  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.value ?? cell.textContent.trim();
  };
  const compare = (a, b) => {
    if (a === "" || b === "") return (a === "") - (b === "");
    const x = Number(a), y = Number(b);
    return Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b) : x - y;
  };
  const place = (list) => {
    tables.forEach((table, i) => {
      table.tBodies[0].replaceChildren(...list.slice(i * size, (i + 1) * size));
      table.closest("section, .scroll").hidden = i > 0 && list.length <= i * size;
    });
  };
  let order = rows;
  let text = "";
  const show = () => {
    const found = order.filter((row) => row.textContent.toLowerCase().includes(text));
    place(found);
    const count = area.querySelector("output");
    if (count) count.textContent = text ? `${found.length} of ${rows.length}` : "";
  };
  const heads = tables.map((table) => [...table.tHead.rows[0].cells]);
  heads.forEach((cells) => cells.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      heads.flat().forEach((other) => other.removeAttribute("aria-sort"));
      heads.forEach((others) => others[column].setAttribute("aria-sort", up ? "ascending" : "descending"));
      const keyed = rows.map((row) => [value(row, column), row]);
      keyed.sort(([a], [b]) => (a === "" || b === "" || up ? compare(a, b) : compare(b, a)));
      order = keyed.map(([, row]) => row);
      show();
    });
  }));
  const filter = area.querySelector(".filter");
  if (filter) {
    filter.hidden = false;
    filter.querySelector("input").addEventListener("input", (event) => {
      text = event.target.value.trim().toLowerCase();
      show();
    });
  }
}
