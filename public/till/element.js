// Makes elements: `el("p", { class: "text-sm" }, "words", child)`. Text stays text, whatever is in
// it; children that are nothing are left out.

export function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter(Boolean));
  return element;
}
