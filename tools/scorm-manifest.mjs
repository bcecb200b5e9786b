// imsmanifest.xml: what a learning platform reads of a SCORM package. One organization, one item, one file.

/** @typedef {"1.2" | "2004"} ScormVersion */

/** @satisfies {Record<ScormVersion, object>} */
const DIALECTS = {
  1.2: {
    schema: "1.2",
    namespace: "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    adlcp: "http://www.adlnet.org/xsd/adlcp_rootv1p2",
    type: "adlcp:scormtype",
  },
  2004: {
    schema: "2004 3rd Edition",
    namespace: "http://www.imsglobal.org/xsd/imscp_v1p1",
    adlcp: "http://www.adlnet.org/xsd/adlcp_v1p3",
    type: "adlcp:scormType",
  },
};

export const SCORM_VERSIONS = /** @type {ScormVersion[]} */ (Object.keys(DIALECTS));

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

/**
 * @param {ScormVersion} version
 * @param {{title: string, link: string, page: string, files: string[]}} options `link`: what the page opens, "" for
 *   the map
 */
export function scormManifest(version, { title, link, page, files }) {
  const { schema, namespace, adlcp, type } = DIALECTS[version];
  const parameters = link ? ` parameters="?${escaped(link)}"` : "";
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="qkv-lab" version="1.0" xmlns="${namespace}" xmlns:adlcp="${adlcp}">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>${schema}</schemaversion>
  </metadata>
  <organizations default="course">
    <organization identifier="course">
      <title>${escaped(title)}</title>
      <item identifier="lab" identifierref="page"${parameters}>
        <title>${escaped(title)}</title>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="page" type="webcontent" ${type}="sco" href="${page}">
${files.map((file) => `      <file href="${file}"/>`).join("\n")}
    </resource>
  </resources>
</manifest>
`;
}
