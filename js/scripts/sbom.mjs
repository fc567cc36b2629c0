// The package's bill of materials (CycloneDX 1.6, JSON): what is bundled, what is compiled into the core, what is installed with
// it. Nothing in it depends on the time or the place of the build.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Enums, Models, Serialize, Spec } from "@cyclonedx/cyclonedx-library";
import { compiledIn } from "./compiled-in.mjs";

const { Component, ComponentRepository, LicenseRepository } = Models;

/**
 * @param {{ root: URL, folderOf: (name: string) => string, bundled: string[] }} options  `folderOf`: where a package of npm is
 *   installed
 */
export function billOfMaterials({ root, folderOf, bundled }) {
  const manifest = (folder) => JSON.parse(readFileSync(`${folder}package.json`, "utf8"));
  const own = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
  const fromNpm = (name, scope, remark) => {
    const { version, license } = manifest(folderOf(name));
    return component(name, version, license, `pkg:npm/${name.replace("@", "%40")}@${version}`, scope, remark);
  };
  const components = [
    ...bundled.map((name) => fromNpm(name, "required", "bundled")),
    ...Object.keys(own.dependencies).map((name) =>
      fromNpm(name, "required", "installed with the package, for its command"),
    ),
    pdfium(folderOf("@embedpdf/pdfium")),
    ...compiledIn(folderOf("re2")).map(({ name, version, licence, purl, from }) =>
      component(
        name,
        version,
        licence,
        purl && version && purl + version,
        "required",
        `compiled into certdelta.core.wasm${from ? `, from ${from}` : ""}`,
      ),
    ),
  ];
  const subject = component(own.name, own.version, own.license, `pkg:npm/${own.name}@${own.version}`, "required");
  const bom = new Models.Bom({
    metadata: new Models.Metadata({ component: subject }),
    components: new ComponentRepository(components),
  });
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

/** @embedpdf/pdfium does not say which PDFium it was built from: the sum of the module says which one is meant. */
function pdfium(folder) {
  const digest = createHash("sha256")
    .update(readFileSync(`${folder}dist/pdfium.wasm`))
    .digest("hex");
  const remark = "pdfium.wasm of @embedpdf/pdfium, which does not state its version";
  const found = component("pdfium", undefined, "BSD-3-Clause AND Apache-2.0", undefined, "required", remark);
  found.hashes.set(Enums.HashAlgorithm["SHA-256"], digest);
  return found;
}

function component(name, version, license, purl, scope, remark) {
  return new Component(Enums.ComponentType.Library, name, {
    bomRef: version === undefined ? name : `${name}@${version}`,
    version,
    scope,
    description: remark,
    purl,
    licenses: new LicenseRepository([new Models.LicenseExpression(license)]),
  });
}
