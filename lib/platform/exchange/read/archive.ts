/**
 * Opens a workbook's zip container under limits. Sizes stated in the archive are not believed: every part is
 * inflated with a ceiling, so a zip bomb stops at the limit and not at the memory's end.
 */
import { promisify } from "node:util";
import { crc32, inflateRaw } from "node:zlib";
import { ExchangeError, type ExchangeLimits } from "../model/file";

const inflate = promisify(inflateRaw);

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
/** Parts a workbook may have; real ones have a few dozen. */
const MOST_PARTS = 2_000;

interface Part {
  name: string;
  method: number;
  packedBytes: number;
  checksum: number;
  offset: number;
}

const damaged = (detail: string): ExchangeError => new ExchangeError("fileDamaged", { detail });

function directoryOf(bytes: Buffer): Part[] {
  const earliest = Math.max(0, bytes.length - 65_557);
  let end = bytes.length - 22;
  while (end >= earliest && bytes.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
  if (end < earliest || end < 0) throw damaged("directory");
  const count = bytes.readUInt16LE(end + 10);
  if (count > MOST_PARTS) throw new ExchangeError("fileUnpacksTooLarge", { parts: count, most: MOST_PARTS });
  let at = bytes.readUInt32LE(end + 16);
  const parts: Part[] = [];
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) throw damaged("directory");
    if (bytes.readUInt16LE(at + 8) & 1) throw new ExchangeError("fileEncrypted");
    const nameBytes = bytes.readUInt16LE(at + 28);
    parts.push({
      name: bytes.toString("utf8", at + 46, at + 46 + nameBytes).replace(/\\/g, "/"),
      method: bytes.readUInt16LE(at + 10),
      checksum: bytes.readUInt32LE(at + 16),
      packedBytes: bytes.readUInt32LE(at + 20),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return parts;
}

/** A zip archive whose parts are inflated on demand, all together never past `limits.unpackedBytes`. */
export class BoundedArchive {
  private readonly parts: Map<string, Part>;
  private unpackedBytes = 0;

  /** Reads the directory only. Throws `fileDamaged`, `fileEncrypted` or `fileUnpacksTooLarge`. */
  constructor(
    private readonly bytes: Buffer,
    private readonly limits: ExchangeLimits,
  ) {
    this.parts = new Map(directoryOf(bytes).map((part) => [part.name.replace(/^\//, "").toLowerCase(), part]));
  }

  has(name: string): boolean {
    return this.parts.has(name.replace(/^\//, "").toLowerCase());
  }

  /** Text of a part (UTF-8, or UTF-16 by its byte-order mark), or `null` if there is none of that name. */
  async text(name: string): Promise<string | null> {
    const part = this.parts.get(name.replace(/^\//, "").toLowerCase());
    if (part === undefined) return null;
    const content = await this.inflated(part);
    if (content[0] === 0xff && content[1] === 0xfe) return content.toString("utf16le", 2);
    return content.toString("utf8").replace(/^\ufeff/, "");
  }

  private async inflated(part: Part): Promise<Buffer> {
    const { bytes, limits } = this;
    if (part.offset + 30 > bytes.length || bytes.readUInt32LE(part.offset) !== LOCAL_ENTRY) throw damaged(part.name);
    const start = part.offset + 30 + bytes.readUInt16LE(part.offset + 26) + bytes.readUInt16LE(part.offset + 28);
    const packed = bytes.subarray(start, start + part.packedBytes);
    if (packed.length !== part.packedBytes) throw damaged(part.name);
    const room = limits.unpackedBytes - this.unpackedBytes;
    const ceiling = Math.max(1, Math.min(room, 64 * 1024 + packed.length * limits.unpackRatio));
    let content: Buffer;
    if (part.method === 0) content = packed;
    else if (part.method === 8) {
      try {
        content = await inflate(packed, { maxOutputLength: ceiling });
      } catch (error) {
        if (error instanceof RangeError)
          throw new ExchangeError("fileUnpacksTooLarge", { part: part.name, most: ceiling });
        throw damaged(part.name);
      }
    } else throw damaged(part.name);
    if (content.length > room)
      throw new ExchangeError("fileUnpacksTooLarge", { part: part.name, most: limits.unpackedBytes });
    if (crc32(content) !== part.checksum) throw damaged(part.name);
    this.unpackedBytes += content.length;
    return content;
  }
}
