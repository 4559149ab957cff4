// Shows the document of a reference page. Served by the sandbox, its operations can be tried there, and nowhere else: a page must not
// send an order to a real vendor.
"use strict";

const inSandbox = keyfobSandbox.includes(keyfobVendor);

// All of a vendor's hosts are this origin: one server for each path, the newest environment first, which is the spec's last.
function toSandbox(servers) {
  const variants = new Map();
  for (const { "x-sandbox": own } of servers.toReversed()) {
    variants.set(own.path, [...(variants.get(own.path) ?? []), own.variant]);
  }
  return [...variants].map(([path, names]) => ({ url: location.origin + path, description: `The sandbox as ${names.join(", ")}` }));
}

function served(document) {
  for (const holder of [document, ...Object.values(document.paths)]) {
    if (holder.servers) holder.servers = toSandbox(holder.servers);
  }
  return document;
}

// In the order of the spec, which a map of JSON has lost.
function byPlace(one, other) {
  const place = (operation) => operation.getIn(["operation", "x-place"]);
  return place(one) - place(other);
}

const dark = matchMedia("(prefers-color-scheme: dark)");
const paint = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", paint);
paint();

document.getElementById("where").textContent = inSandbox
  ? "“Try it out” calls the sandbox that serves this page. Its users are those that it printed when it started."
  : "Served by the sandbox, this page can also send each call to it: see the guide to testing.";

SwaggerUIBundle({
  spec: inSandbox ? served(keyfobDocument) : keyfobDocument,
  dom_id: "#reference",
  deepLinking: true,
  filter: true,
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
  operationsSorter: byPlace,
  supportedSubmitMethods: inSandbox ? ["get", "put", "post", "delete", "patch", "head", "options"] : [],
  persistAuthorization: false,
  validatorUrl: null,
});
