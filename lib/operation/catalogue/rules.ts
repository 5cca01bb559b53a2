import { BadInput } from "@/lib/platform/errors";

/**
 * GS1 check digit, modulo 10 with weights 3 and 1 from the right (GS1 General Specifications 7.9).
 * @param digits the code without its check digit, e.g. `629104150021` → 3, SSCC `37610425002123456` → 9
 */
export function gs1CheckDigit(digits: string): number {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 3 : 1);
  return (10 - (sum % 10)) % 10;
}

/** Whether a GTIN (8, 12, 13 or 14 digits) ends in its right check digit. */
export const isGtin = (code: string): boolean =>
  /^(\d{8}|\d{12,14})$/.test(code) && gs1CheckDigit(code.slice(0, -1)) === Number(code.at(-1));

export interface ExternalCodeLine {
  code: string;
  name: string;
  /** Code of our own goods or category it stands for. */
  ours: string | null;
}

/**
 * Reads codes of another scheme, one a line: code, name, and optionally our own code; separated by comma, tab or semicolon. A first line
 * without digits is taken for a header.
 * @throws BadInput naming the first lines at fault; nothing is imported then
 */
export function readExternalCodes(scheme: string, text: string): ExternalCodeLine[] {
  const faults: number[] = [];
  const rows = text
    .split(/\r?\n/)
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line, number }) => line !== "" && !(number === 1 && !/\d/.test(line)))
    .map(({ line, number }) => {
      const [code = "", name = "", ours = ""] = line.split(/[,\t;，]/).map((cell) => cell.trim());
      const right = /GB\/?T ?38565/i.test(scheme) ? /^[123]\d{6}$/.test(code) : /^[\w.-]{1,30}$/.test(code);
      if (!right || name === "" || name.length > 200) faults.push(number);
      return { code, name, ours: ours || null };
    });
  if (faults.length > 0)
    throw new BadInput({
      lines: {
        key: "catalogue.errors.externalLines",
        params: { lines: faults.slice(0, 10).join(", "), count: faults.length },
      },
    });
  if (rows.length === 0) throw new BadInput({ lines: { key: "errors.required" } });
  return rows;
}
