/**
 * What an estimate rests on is a person's own words, or a rule with its figures. A rule is stored as its name and figures, so that every
 * reader gets it in their language.
 */
export const peerMedianBasis = (stated: number): string => `rule:peerMedian:${stated}`;

/** The rule as it is stored now, and as the sentence that was stored before. */
const PEER_MEDIAN = /^(?:rule:peerMedian:|模拟：湖北各医院同类申报 )(\d+)(?: 条的中位数)?$/;

/** The basis as the reader says it; `peerMedian` puts the rule into words. A person's own words stand as they are. */
export function basisText(basis: string, peerMedian: (stated: number) => string): string {
  const stated = PEER_MEDIAN.exec(basis)?.[1];
  return stated === undefined ? basis : peerMedian(Number(stated));
}
