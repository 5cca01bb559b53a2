import bwipjs from "bwip-js/node";

const dataUri = (svg: string): string => `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;

/** Code 128 of a document number, as an SVG data URI to be printed; the text is set beside it by the page. */
export const code128 = (text: string): string =>
  dataUri(bwipjs.toSVG({ bcid: "code128", text, height: 14, includetext: false }));

/**
 * GS1-128 of a logistic unit: application identifier 00 and the SSCC.
 * @param sscc 18 digits with a right check digit; anything else throws
 */
export const gs1Carton = (sscc: string): string =>
  dataUri(bwipjs.toSVG({ bcid: "gs1-128", text: `(00)${sscc}`, height: 18, includetext: false }));

/** QR code of an address or text. */
export const qrCode = (text: string): string => dataUri(bwipjs.toSVG({ bcid: "qrcode", text }));
