import * as z from 'zod';
import { sharp } from './sharp.ts';
import { escapeXml, unescapeXml } from './xml.ts';

/** Where a picture came from, as kept in its metadata: program, model, checkpoint hash, direction. */
export const provenanceSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** See `provenanceSchema`. */
export type Provenance = z.infer<typeof provenanceSchema>;

const NAMESPACE = 'urn:recast-studio:provenance:1';

/** XML has no way to write control characters and half surrogates; JSON has. */
const toJson = (provenance: Provenance): string =>
  JSON.stringify(provenance).replace(/[\u007f-\u009f\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** An XMP packet that holds the provenance as JSON, and the program's name where other programs look for it. */
export function xmpOf(provenance: Provenance): string {
  return [
    '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    `<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:recast="${NAMESPACE}">`,
    '<xmp:CreatorTool>Recast Studio</xmp:CreatorTool>',
    `<recast:provenance>${escapeXml(toJson(provenance))}</recast:provenance>`,
    '</rdf:Description></rdf:RDF></x:xmpmeta>',
    '<?xpacket end="r"?>',
  ].join('\n');
}

/** The provenance in an XMP packet, or in a text that has one inside; null where there is none. */
export function stampIn(xmp: string): Provenance | null {
  const found = /<recast:provenance>([^<]*)<\/recast:provenance>/.exec(xmp) ?? /\brecast:provenance="([^"]*)"/.exec(xmp);
  if (found === null) return null;
  try {
    return provenanceSchema.safeParse(JSON.parse(unescapeXml(found[1]))).data ?? null;
  } catch {
    return null;
  }
}

/** Reads the provenance that `encodePicture` stamped; null where a file has none, is no picture or is not there. */
export async function readProvenance(path: string): Promise<Provenance | null> {
  try {
    const { xmp } = await sharp(path, { limitInputPixels: false }).metadata();
    return xmp === undefined ? null : stampIn(xmp.toString('utf8'));
  } catch {
    return null;
  }
}
