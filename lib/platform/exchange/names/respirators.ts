/**
 * Classes of masks and respirators as texts name them. The classes do not stand for each other: a KN95 (GB 2626) is
 * no medical protective mask (GB 19083), and "N95" alone says nothing about splash resistance. Source: scopes of
 * GB 19083-2010, GB 2626-2006, YY 0469-2011, YY/T 0969-2013 and GB/T 32610-2016.
 */
import { foldText } from "../values/text";

export const maskClasses = [
  "medicalRespirator",
  "n95",
  "kn95",
  "kn90",
  "ffp3",
  "ffp2",
  "kf94",
  "surgical",
  "medicalDisposable",
  "civil",
  "unspecified",
] as const;
export type MaskClass = (typeof maskClasses)[number];

/** Models certified to GB 19083 (medical), to NIOSH N95 only, and to GB 2626. Manufacturers' own catalogues. */
const MEDICAL_MODELS = /(?<!\d)(?:1860s?|1870\+?|9132|9123)(?!\d)/;
const N95_MODELS = /(?<!\d)(?:8210(?:plus)?|9010|8110|9105|8511|9210)(?!\d)/;
const KN95_MODELS = /(?<!\d)(?:950[1-8]\+?v?|9552|9541|9525|901)(?!\d)/;
const KN90_MODELS = /(?<!\d)(?:900[1-6]v?a?|9041|9042)(?!\d)/;

/** Class of mask a goods text (with its specification) names, or `null` if it names no mask at all. */
export function classifyMask(text: string): MaskClass | null {
  const folded = foldText(text).toLowerCase().replace(/\s/g, "");
  const isMask =
    /口罩|口置|口重|呼吸器(?!械)|mask|防护口|防颗粒物/.test(folded) || /k?n9[50]|ffp[23]|kf94/.test(folded);
  if (!isMask || /简易呼吸器|面罩式雾化|输氧/.test(folded)) return null;
  if (/gb19083|医用防护口罩/.test(folded) || MEDICAL_MODELS.test(folded)) return "medicalRespirator";
  if (/kn95|gb2626/.test(folded)) return "kn95";
  if (/kn90/.test(folded)) return "kn90";
  if (/ffp3/.test(folded)) return "ffp3";
  if (/ffp2|en149/.test(folded)) return "ffp2";
  if (/kf9[04]/.test(folded)) return "kf94";
  if (/n95/.test(folded) || N95_MODELS.test(folded)) return "n95";
  if (KN95_MODELS.test(folded) && /3m|口罩/.test(folded)) return "kn95";
  if (KN90_MODELS.test(folded) && /3m|口罩/.test(folded)) return "kn90";
  if (/外科|yy0469/.test(folded) && !/非医用/.test(folded)) return "surgical";
  if (/非医用|民用|社会用|防雾霾|防霾|防尘|pm2\.?5|活性炭|棉/.test(folded)) return "civil";
  if (/医用|医疗|yy\/?t?0969/.test(folded)) return "medicalDisposable";
  return "unspecified";
}

/**
 * Whether a text leaves the class of a respirator in doubt: it says N95 without a standard (medical or not), or
 * joins marks of different classes ("N90 … KN95", "医用 N95" without GB 19083).
 */
export function respiratorDoubt(text: string): boolean {
  const folded = foldText(text).toLowerCase().replace(/\s/g, "");
  const medical = /gb19083|医用防护口罩/.test(folded) || MEDICAL_MODELS.test(folded);
  const kn = /kn9[05]|gb2626/.test(folded);
  const n95 = /(?<!k)n9[05]/.test(folded);
  if (!/口罩|呼吸器|mask|n9[05]/.test(folded)) return false;
  return (n95 && !medical) || (n95 && kn) || (medical && kn);
}
