/** Names brought to one spelling for matching: goods, recipients, hospitals, donors. The spelling shown stays as written. */
import { cleanText } from "../values/text";

/**
 * Slips that occur in the sheets of 2020, each with its right spelling. Only characters that cannot be meant
 * otherwise in a name of goods or of a place.
 */
const SLIPS: readonly [RegExp, string][] = [
  [/消费液/g, "消毒液"],
  [/清毒/g, "消毒"],
  [/莲花清瘟/g, "连花清瘟"],
  [/桥口区/g, "硚口区"],
  [/丁[睛晴]/g, "丁腈"],
  [/口[置重]/g, "口罩"],
  [/医药外科口罩/g, "医用外科口罩"],
  [/头[抱砲胞]/g, "头孢"],
  [/巴坦纳/g, "巴坦钠"],
  [/次[录氧]酸/g, "次氯酸"],
  [/^[—–-]次性/g, "一次性"],
  [/頂/g, "顶"],
  [/氣/g, "气"],
  [/止尿裤/g, "纸尿裤"],
  [/消毒济/g, "消毒剂"],
];

/** Key two spellings of one name share: NFKC, lower case, no spaces or brackets, known slips mended. `""` for a blank name. */
export function normalizeName(text: string): string {
  let name = cleanText(text.normalize("NFKC")).toLowerCase().replace(/\s/g, "");
  for (const [slip, right] of SLIPS) name = name.replace(slip, right);
  return name.replace(/[()[\]{}【】〔〕〈〉《》「」『』"'“”‘’·•、,，。.;；:：_!！?？*™®]/g, "");
}
