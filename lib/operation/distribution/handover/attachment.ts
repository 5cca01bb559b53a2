import { createHash } from "node:crypto";
import type { Actor } from "@/lib/platform/auth/actor";
import type { Db } from "@/lib/platform/db/access";
import { BadInput } from "@/lib/platform/errors";
import { sniffPicture } from "./rules";
import { MAX_ATTACHMENT_BYTES } from "./schema";

/** A picture read and checked, ready to be stored. */
export interface Picture {
  purpose: "signature" | "photo";
  fileName: string;
  mediaType: string;
  content: Uint8Array<ArrayBuffer>;
}

const EXTENSION = { "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp" } as const;

function checked(purpose: Picture["purpose"], field: string, content: Uint8Array<ArrayBuffer>, index: number): Picture {
  if (content.length > MAX_ATTACHMENT_BYTES)
    throw new BadInput({ [field]: { key: "distribution.handover.refusals.photoTooBig" } });
  const mediaType = sniffPicture(content);
  if (!mediaType) throw new BadInput({ [field]: { key: "distribution.handover.refusals.notAPicture" } });
  // The name people gave the file may tell who they are; ours says what it is.
  return { purpose, fileName: `${purpose}-${index + 1}.${EXTENSION[mediaType]}`, mediaType, content };
}

/**
 * Reads what came with a handover: the drawn signature and the photos, each checked by its bytes and size.
 * @throws BadInput naming the field that holds something else than a picture
 */
export async function readPictures(input: { signature?: string; photos: File[] }): Promise<Picture[]> {
  const pictures: Picture[] = [];
  if (input.signature)
    pictures.push(
      checked("signature", "signature", Uint8Array.from(Buffer.from(input.signature.split(",")[1] ?? "", "base64")), 0),
    );
  for (const [index, photo] of input.photos.entries())
    pictures.push(checked("photo", `photos.${index}`, new Uint8Array(await photo.arrayBuffer()), index));
  return pictures;
}

/** Stores pictures with their fingerprint under a document with two ends. */
export async function storePictures(
  db: Db,
  actor: Actor,
  document: { kind: string; id: string; areaCode: string; otherAreaCode: string },
  pictures: readonly Picture[],
): Promise<void> {
  if (pictures.length === 0) return;
  await db.attachment.createMany({
    data: pictures.map((picture) => ({
      documentKind: document.kind,
      documentId: document.id,
      areaCode: document.areaCode,
      otherAreaCode: document.otherAreaCode,
      purpose: picture.purpose,
      fileName: picture.fileName,
      mediaType: picture.mediaType,
      sizeBytes: picture.content.length,
      sha256: createHash("sha256").update(picture.content).digest("hex"),
      content: picture.content,
      createdById: actor.personId,
    })),
  });
}
