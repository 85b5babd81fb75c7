// What a screen reader would stumble over: a list of complaints.
() => {
  const complaints = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const name = (element) =>
    (element.getAttribute("aria-label") ||
      (element.getAttribute("aria-labelledby") || "")
        .split(" ")
        .map((id) => document.getElementById(id)?.textContent || "")
        .join(" ") ||
      element.textContent ||
      "").trim();
  if (!document.documentElement.lang) complaints.push("no language");
  if (!document.title) complaints.push("no title");
  for (const landmark of ["header", "nav", "main", "footer"]) {
    if (all(`body > ${landmark}, body > .frame > ${landmark}`).length !== 1)
      complaints.push(`not one ${landmark}`);
  }
  let level = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6")) {
    const next = Number(heading.tagName[1]);
    if (next > level + 1) complaints.push(`heading jumps to ${heading.tagName}: ${name(heading)}`);
    if (!name(heading)) complaints.push("empty heading");
    level = next;
  }
  if (all("h1").length !== 1) complaints.push("not one h1");
  for (const part of all("nav, section, article, [role=region]")) {
    const label = part.getAttribute("aria-label") || part.getAttribute("aria-labelledby");
    if (!label || !name(part)) complaints.push(`unnamed ${part.tagName}`);
  }
  for (const link of all("a")) {
    if (!link.hasAttribute("href")) complaints.push("link without a target");
    if (!name(link)) complaints.push(`unnamed link to ${link.getAttribute("href")}`);
  }
  for (const list of all("ul, ol")) {
    for (const child of list.children)
      if (child.tagName !== "LI") complaints.push(`${child.tagName} in a list`);
    if (!list.children.length) complaints.push("empty list");
  }
  for (const table of all("table")) {
    if (!table.caption) complaints.push("table without a caption");
    if (!table.querySelector("th[scope=col]") || !table.querySelector("th[scope=row]"))
      complaints.push("table without headers");
  }
  for (const details of all("details"))
    if (details.firstElementChild?.tagName !== "SUMMARY") complaints.push("details without summary");
  for (const id of all("[aria-labelledby]").flatMap((one) => one.getAttribute("aria-labelledby").split(" ")))
    if (!document.getElementById(id)) complaints.push(`label ${id} is missing`);
  return complaints;
}
