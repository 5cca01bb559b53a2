/** Prefix used when the operator has no licence of its own; cartons made with it are marked simulated. */
export const EXAMPLE_COMPANY_PREFIX = "6999999";

/**
 * Check digit of a GS1 key: weights 3, 1, 3 … from the right, the digit that fills the sum up to a multiple of ten.
 * GS1 General Specifications, section 7.9.
 * @param digits the key without its check digit, e.g. 17 digits of an SSCC
 */
export function checkDigit(digits: string): string {
  if (!/^\d+$/.test(digits)) throw new Error("a GS1 key is digits only");
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 3 : 1);
  return String((10 - (sum % 10)) % 10);
}

/** Is this an SSCC (18 digits) with the right check digit? */
export const isSscc = (text: string): boolean => /^\d{18}$/.test(text) && checkDigit(text.slice(0, 17)) === text[17];

/**
 * A serial shipping container code: extension digit, company prefix (7 to 10 digits), serial filling up to 17, check digit.
 * @param serial unique number under the prefix; wraps into the extension digit when it no longer fits
 */
export function ssccOf(companyPrefix: string, serial: bigint): string {
  if (!/^\d{7,10}$/.test(companyPrefix)) throw new Error("a GS1 company prefix has 7 to 10 digits");
  const room = 16 - companyPrefix.length;
  const capacity = 10n ** BigInt(room);
  const extension = (serial / capacity) % 10n;
  const body = `${extension}${companyPrefix}${(serial % capacity).toString().padStart(room, "0")}`;
  return body + checkDigit(body);
}

/** The operator's licensed prefix from `GS1_COMPANY_PREFIX`, or the example prefix with `simulated`. */
export function companyPrefix(): { prefix: string; simulated: boolean } {
  const own = process.env.GS1_COMPANY_PREFIX;
  return own && /^\d{7,10}$/.test(own)
    ? { prefix: own, simulated: false }
    : { prefix: EXAMPLE_COMPANY_PREFIX, simulated: true };
}
