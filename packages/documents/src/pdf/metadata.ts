import { type PDFDocument, PDFName } from "@cantoo/pdf-lib";
import { escapeXml } from "../text/escape-xml.ts";

// XMP (ISO 16684-1): the marks of its packet name no encoding, it is UTF-8.
const packet = (title: string, language: string): string =>
  `<?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(title)}</rdf:li></rdf:Alt></dc:title><dc:language><rdf:Bag><rdf:li>${escapeXml(language)}</rdf:li></rdf:Bag></dc:language><pdfuaid:part>1</pdfuaid:part></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

/** Says what a document is called and in which language it is (ISO 14289-1, §7.1 and §7.2). */
export const writeMetadata = (document: PDFDocument, title: string, language: string): void => {
  document.setTitle(title, { showInWindowTitleBar: true });
  document.setLanguage(language);
  const stream = document.context.stream(Buffer.from(packet(title, language), "utf8"), { Type: "Metadata", Subtype: "XML" });
  document.catalog.set(PDFName.of("Metadata"), document.context.register(stream));
};
