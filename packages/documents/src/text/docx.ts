import { zipped } from "../archives/zip.ts";
import { escapeXml } from "./escape-xml.ts";
import { pictureSize } from "./picture-size.ts";
import type { Picture, TextBlock, TextDocument, TextTable } from "./text-document.ts";

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packaged = "http://schemas.openxmlformats.org/package/2006";
const drawing = "http://schemas.openxmlformats.org/drawingml/2006";
const typed = "application/vnd.openxmlformats-officedocument.wordprocessingml";

const run = (text: string): string =>
  text
    .split("\n")
    .map((line, index) => `<w:r>${index === 0 ? "" : "<w:br/>"}<w:t xml:space="preserve">${escapeXml(line)}</w:t></w:r>`)
    .join("");
const paragraph = (text: string, properties = ""): string => `<w:p>${properties === "" ? "" : `<w:pPr>${properties}</w:pPr>`}${run(text)}</w:p>`;
const styled = (style: string): string => `<w:pStyle w:val="${style}"/>`;

/** Twentieths of a point between the margins of an A4 page. */
const inner = 9_638;

const tableXml = ({ caption, columns, rows }: TextTable): string => {
  const share = Math.floor(inner / columns.length);
  const cell = (text: string, isRight: boolean, style: string): string => `<w:tc><w:tcPr><w:tcW w:w="${share}" w:type="dxa"/></w:tcPr>${paragraph(text, `${styled(style)}${isRight ? '<w:jc w:val="right"/>' : ""}`)}</w:tc>`;
  const row = (cells: ReadonlyArray<string>, isTitle: boolean): string =>
    `<w:tr><w:trPr><w:cantSplit/>${isTitle ? "<w:tblHeader/>" : ""}</w:trPr>${columns.map(({ isRight }, index) => cell(cells[index] ?? "", isRight, isTitle ? "TableTitle" : "TableText")).join("")}</w:tr>`;
  const titles = row(columns.map(({ title }) => title), true);
  const properties = `<w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="5000" w:type="pct"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="${escapeXml(caption)}"/></w:tblPr>`;
  return `${paragraph(caption, styled("Caption"))}<w:tbl>${properties}<w:tblGrid>${columns.map(() => `<w:gridCol w:w="${share}"/>`).join("")}</w:tblGrid>${titles}${rows.map((cells) => row(cells, false)).join("")}</w:tbl>${paragraph("")}`;
};

const blockXml = (block: TextBlock, numbering: number): string => {
  switch (block.kind) {
    case "heading":
      return paragraph(block.text, styled(block.level === 1 ? "Title" : `Heading${block.level - 1}`));
    case "paragraph":
      return paragraph(block.text);
    case "list":
      return block.items.map((item) => paragraph(item, `${styled("ListParagraph")}<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${numbering}"/></w:numPr>`)).join("");
    case "table":
      return block.rows.length === 0 ? "" : tableXml(block);
  }
};

/** English Metric Units: 12,700 to the point. */
const pictureXml = ({ alternative, bytes, type }: Picture): string => {
  const { height, width } = pictureSize(bytes, type);
  const scale = Math.min(240 / width, 70 / height);
  const [wide, high] = [width, height].map((pixels) => Math.round(pixels * scale * 12_700));
  const words = escapeXml(alternative);
  return `<w:p><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${wide}" cy="${high}"/><wp:docPr id="1" name="Logo" descr="${words}"/><a:graphic><a:graphicData uri="${drawing}/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="Logo" descr="${words}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId3"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${wide}" cy="${high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;
};

const style = (id: string, name: string, paragraphs: string, runs: string, based = "Normal"): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${based === id ? "" : `<w:basedOn w:val="${based}"/>`}<w:qFormat/><w:pPr>${paragraphs}</w:pPr><w:rPr>${runs}</w:rPr></w:style>`;
const border = (side: string): string => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>`;
const headingStyle = (level: number, size: number): string => style(`Heading${level}`, `heading ${level}`, `<w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="${level - 1}"/>`, `<w:b/><w:sz w:val="${size}"/>`);

const stylesXml = (language: string): string =>
  `${head}<w:styles xmlns:w="${w}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="21"/><w:lang w:val="${escapeXml(language)}" w:eastAsia="${escapeXml(language)}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="100"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>${style("Title", "Title", '<w:spacing w:after="200"/>', '<w:b/><w:sz w:val="36"/>')}${headingStyle(1, 28)}${headingStyle(2, 23)}${style("ListParagraph", "List Paragraph", '<w:spacing w:after="40"/>', "")}${style("Caption", "caption", '<w:keepNext/><w:spacing w:before="120" w:after="60"/>', "<w:b/>")}${style("TableText", "Table Text", '<w:spacing w:after="20"/>', '<w:sz w:val="18"/>')}${style("TableTitle", "Table Title", '<w:keepNext/><w:spacing w:after="20"/>', '<w:b/><w:sz w:val="18"/>')}<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>${["top", "left", "bottom", "right", "insideH", "insideV"].map(border).join("")}</w:tblBorders></w:tblPr></w:style></w:styles>`;

const level = (format: string, text: string): string => `<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="426" w:hanging="426"/></w:pPr></w:lvl>`;
/** Number 1 is of every list with dashes; each numbered one has its own and begins with 1. */
const numberingXml = (numbered: ReadonlyArray<number>): string =>
  `${head}<w:numbering xmlns:w="${w}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>${level("bullet", "–")}</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/>${level("decimal", "%1.")}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>${numbered.map((number) => `<w:num w:numId="${number}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`).join("")}</w:numbering>`;

const endings = { "image/png": "png", "image/jpeg": "jpeg" } as const;

/** A word-processing document (ECMA-376) with real headings, lists and tables; the same document is the same bytes. */
export const docxOf = ({ blocks, language, picture, title }: TextDocument): Buffer => {
  const numbered = blocks.filter((block) => block.kind === "list" && block.isNumbered);
  const numberOf = (block: TextBlock): number => (numbered.includes(block) ? numbered.indexOf(block) + 2 : 1);
  const body = `${picture === null ? "" : pictureXml(picture)}${blocks.map((block) => blockXml(block, numberOf(block))).join("")}`;
  const section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>';
  const image = picture === null ? "" : `<Relationship Id="rId3" Type="${office}/image" Target="media/logo.${endings[picture.type]}"/>`;
  return zipped([
    [
      "[Content_Types].xml",
      `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/><Override PartName="/word/document.xml" ContentType="${typed}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${typed}.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="${typed}.numbering+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
    ],
    ["_rels/.rels", `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="${packaged}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`],
    ["docProps/core.xml", `${head}<cp:coreProperties xmlns:cp="${packaged}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeXml(title)}</dc:title><dc:language>${escapeXml(language)}</dc:language></cp:coreProperties>`],
    ["word/document.xml", `${head}<w:document xmlns:w="${w}" xmlns:r="${office}" xmlns:wp="${drawing}/wordprocessingDrawing" xmlns:a="${drawing}/main" xmlns:pic="${drawing}/picture"><w:body>${body}${section}</w:body></w:document>`],
    ["word/_rels/document.xml.rels", `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="${office}/numbering" Target="numbering.xml"/>${image}</Relationships>`],
    ["word/styles.xml", stylesXml(language)],
    ["word/numbering.xml", numberingXml(numbered.map(numberOf))],
    ...(picture === null ? [] : [[`word/media/logo.${endings[picture.type]}`, picture.bytes] as const]),
  ]);
};
