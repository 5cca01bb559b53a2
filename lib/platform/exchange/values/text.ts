/**
 * Cleaning of cell texts. Two strengths: `cleanText` removes only what nobody can see and keeps the spelling;
 * `foldText` also makes full-width and compatibility characters plain, for parsing and comparing.
 */

// Zero-width and directional marks, soft hyphen, byte-order mark: seen in every empty cell of the 2020 sheets.
const INVISIBLE = /\p{Cf}|\u034f|[\u115f\u1160\u17b4\u17b5]/gu;
// Line breaks and tabs are spaces to a reader; other control characters are noise, also to the database.
const CONTROL = /[^\P{Cc}\t\n\v\f\r]/gu;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text without invisible and control characters; any run of white space is one space; trimmed. */
export function cleanText(text: string): string {
  return text
    .replace(INVISIBLE, "")
    .replace(CONTROL, "")
    .replace(LONE_SURROGATE, "\ufffd")
    .replace(/[\s\u00a0\u3000]+/g, " ")
    .trim();
}

/** `cleanText` in Unicode form NFKC: "１２箱" → "12箱", "（日本）" → "(日本)", "㎎" → "mg". */
export function foldText(text: string): string {
  return cleanText(text.normalize("NFKC"));
}

/** Marks people write for "nothing here": "/", "-", "——", "N/A". */
const BLANK_MARK = /^(?:[/\\\-—–_.。·*、]+|n\/?a|null|none|nil)$/i;

/** The text, or `""` when it only says that there is nothing. */
export function textOrBlank(text: string): string {
  const clean = cleanText(text);
  return BLANK_MARK.test(foldText(clean)) ? "" : clean;
}
