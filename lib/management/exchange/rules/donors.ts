import { cleanText } from "@/lib/platform/exchange/values/text";

/** Stands for every private donor: a person who gives is thanked, not published. */
export const PRIVATE_DONOR = "个人捐赠者";

const ORGANISATION =
  /公司|集团|厂|店|医院|大学|学院|学校|中学|小学|基金|协会|商会|联合会|红十字|慈善|政府|委员会|局|院|所|中心|银行|合作社|部队|社区|街道|村|办|队|团|行|社|会|科技|医药|药业|商贸|贸易|实业|有限|平台|网|校友|company|corp|ltd|inc|gmbh|foundation|university|hospital|association|group|club|bank|school/i;

/** A name of two to four characters, perhaps with 先生 or 女士, or two short words in Latin letters: most likely a person's. */
const PERSON =
  /^(?:[\p{Script=Han}]{2,4}|[\p{Script=Han}]{1,4}(?:先生|女士|同志|老师|夫妇)|[A-Z][a-z]+(?: [A-Z][a-z]+){1,2})$/u;

/** The donor to keep: an organisation's name as written, else the word for private donors. */
export function donorName(text: string): string {
  const name = cleanText(text).slice(0, 200);
  if (name === "") return PRIVATE_DONOR;
  return PERSON.test(name) && !ORGANISATION.test(name) ? PRIVATE_DONOR : name;
}
