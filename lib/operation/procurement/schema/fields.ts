import { z } from "zod";

const MAXIMUM = 10n ** 15n;

/** A whole number of units above zero. */
export const quantity = z.coerce.bigint().positive("errors.quantityPositive").max(MAXIMUM, "errors.outOfRange");

/** A whole number of units, zero allowed: what was counted. */
export const countedQuantity = z.coerce.bigint().nonnegative("errors.wholeNumber").max(MAXIMUM, "errors.outOfRange");

/** A calendar day, as the Date at UTC midnight that a `date` column holds. */
export const day = z.iso.date("errors.malformed").transform((text) => new Date(`${text}T00:00:00Z`));

export const version = z.coerce.number().int().min(1);
export const shortText = z.string().trim().max(200).default("");
export const note = z.string().trim().max(2000).default("");
export const unit = z.string().trim().min(1, "errors.required").max(20);
export const zone = z.string().trim().max(40, "errors.tooBig");
