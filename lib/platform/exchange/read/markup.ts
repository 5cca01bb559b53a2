/**
 * A small reader of the XML inside workbooks: start tags, end tags and text, in order. It knows no document type
 * declarations, so it cannot be made to expand entities or fetch anything; names come without their prefix.
 */
import { ExchangeError } from "../model/file";

export interface MarkupHandler {
  open?(name: string, attributes: Record<string, string>): void;
  close?(name: string): void;
  text?(text: string): void;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const ATTRIBUTE = /([^\s=/"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

/** Text with character and predefined entities resolved; unknown ones stay as written. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
    },
  );
}

function attributesOf(source: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const match of source.matchAll(ATTRIBUTE))
    attributes[localName(match[1] ?? "")] = decodeEntities(match[2] ?? match[3] ?? "");
  return attributes;
}

/** Walks `markup` and tells the handler what comes. Throws `fileDamaged` on broken markup. */
export function walkMarkup(markup: string, handler: MarkupHandler): void {
  const damaged = (): ExchangeError => new ExchangeError("fileDamaged", { detail: "markup" });
  let at = 0;
  while (at < markup.length) {
    const tag = markup.indexOf("<", at);
    if (tag < 0) {
      handler.text?.(decodeEntities(markup.slice(at)));
      return;
    }
    if (tag > at) handler.text?.(decodeEntities(markup.slice(at, tag)));
    if (markup.startsWith("<!--", tag)) {
      const end = markup.indexOf("-->", tag + 4);
      if (end < 0) throw damaged();
      at = end + 3;
    } else if (markup.startsWith("<![CDATA[", tag)) {
      const end = markup.indexOf("]]>", tag + 9);
      if (end < 0) throw damaged();
      handler.text?.(markup.slice(tag + 9, end));
      at = end + 3;
    } else {
      const end = markup.indexOf(">", tag + 1);
      if (end < 0 || markup.startsWith("<!DOCTYPE", tag)) throw damaged();
      const body = markup.slice(tag + 1, end);
      if (body.startsWith("/")) handler.close?.(localName(body.slice(1).trim()));
      else if (!body.startsWith("?") && !body.startsWith("!")) {
        const empty = body.endsWith("/");
        const inner = empty ? body.slice(0, -1) : body;
        const space = inner.search(/\s/);
        const name = localName(space < 0 ? inner : inner.slice(0, space));
        handler.open?.(name, space < 0 ? {} : attributesOf(inner.slice(space)));
        if (empty) handler.close?.(name);
      }
      at = end + 1;
    }
  }
}
